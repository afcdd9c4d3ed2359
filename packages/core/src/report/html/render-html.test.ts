import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parse, type DefaultTreeAdapterMap } from "parse5";
import { afterAll, expect, test } from "vitest";
import { readCaseDetails } from "../../run/read-case-details.ts";
import { renderHtml } from "../render-html.ts";
import { hostileFamilies, hostileStrings } from "../test-helpers/hostile-strings.ts";
import type { PageData } from "./page-data.ts";
import { hostilePage } from "./test-helpers/hostile-page.ts";
import { recordEvents, reportFolder } from "./test-helpers/rich-report.ts";
import { richRun } from "./test-helpers/rich-run.ts";

const folder = reportFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Element = DefaultTreeAdapterMap["element"];

function elementsOf(html: string): Element[] {
  const found: Element[] = [];
  const visit = (node: DefaultTreeAdapterMap["node"]): void => {
    if ("tagName" in node) found.push(node);
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(parse(html));
  return found;
}

function textOf({ childNodes }: Element): string {
  return childNodes.map((node) => ("value" in node ? node.value : "")).join("");
}

function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

function dataOf(html: string): PageData {
  const island = elementsOf(html).find((one) => attribute(one, "id") === "assay-data");
  return JSON.parse(textOf(island as Element)) as PageData;
}

async function richHtml(): Promise<string> {
  const { directory, summary } = recordEvents(folder, richRun(2));
  return renderHtml(summary, { details: readCaseDetails(directory, summary.cases) });
}

test("the same journal gives the same bytes", async () => {
  const { directory, summary } = recordEvents(folder, richRun(2));

  const first = await renderHtml(summary, { details: readCaseDetails(directory, summary.cases) });
  const second = await renderHtml(summary, { details: readCaseDetails(directory, summary.cases) });

  expect(second === first).toBe(true);
});

test("the content policy allows the one script and the one style, by their hashes, and nothing else", async () => {
  const elements = elementsOf(await richHtml());
  const hashOf = (one: Element | undefined): string =>
    `'sha256-${createHash("sha256")
      .update(textOf(one as Element))
      .digest("base64")}'`;
  const scripts = elements.filter((one) => one.tagName === "script" && attribute(one, "type") === undefined);
  const styles = elements.filter(({ tagName }) => tagName === "style");
  const policy = elements.find((one) => attribute(one, "http-equiv") === "Content-Security-Policy");

  expect([scripts.length, styles.length]).toEqual([1, 1]);
  expect(attribute(policy as Element, "content")?.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${hashOf(scripts[0])}`,
    `style-src ${hashOf(styles[0])}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

test("names no address outside of itself", async () => {
  const html = await richHtml();
  const addresses = elementsOf(html).flatMap(({ attrs }) =>
    attrs.filter(({ name }) => ["href", "src", "action", "srcset", "poster"].includes(name)),
  );

  expect(addresses.map(({ value }) => value)).toEqual(["data:,"]);
  expect(html.match(/@import|url\(/g)).toBeNull();
});

test("of hostile texts no element, attribute or comment comes", async () => {
  const shape = (html: string): string[] =>
    elementsOf(html).map(({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).join(" ")}`);
  const texts = hostileFamilies().flatMap(hostileStrings);
  const harmless = texts.map((_, index) => `harmless ${index}`);

  const [hostile, plain] = [await hostilePage(folder, texts), await hostilePage(folder, harmless)];

  expect(shape(hostile)).toEqual(shape(plain));
  expect(hostile).not.toContain("<!--");
  // A parser of HTML in a script element reads text only: the data comes back as it was.
  expect(dataOf(hostile).run.failedFiles.map(({ file }) => file)).toEqual(JSON.parse(JSON.stringify(texts)));
});

test("without details it says so, and holds the facts of the summary", async () => {
  const { summary } = recordEvents(folder, richRun());

  const data = dataOf(await renderHtml(summary));

  expect(data.cases).toHaveLength(summary.cases.length);
  expect(data.notes).toEqual(["The report holds no inputs, outputs and verdicts of its cases."]);
});

test("a report that would be too large leaves out passes first, and counts them", async () => {
  const { directory, summary } = recordEvents(folder, richRun(2));
  const details = readCaseDetails(directory, summary.cases, { maxTotal: 50_000 });
  const kept = summary.cases.filter((_, index) => details.cases[index] !== undefined);

  const data = dataOf(await renderHtml(summary, { details }));

  expect(details.omittedCases).toBeGreaterThan(200);
  expect(kept.filter(({ status }) => status !== "pass").length).toBe(
    summary.cases.filter(({ status }) => status !== "pass").length,
  );
  expect(data.notes.join()).toContain(`The details of ${details.omittedCases} cases are left out`);
});

test("the key of a case is the same in every run", async () => {
  const keys = async (): Promise<string[]> => dataOf(await richHtml()).cases.map(({ key }) => key);
  const first = await keys();

  expect(await keys()).toEqual(first);
  expect(new Set(first).size).toBe(first.length);
});

test("the bundled page is that of its sources", () => {
  const script = join(import.meta.dirname, "../../../../../scripts/bundle-page.mjs");

  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
