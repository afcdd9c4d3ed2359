import { parse as parseCsv } from "csv-parse/sync";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { parseFragment } from "parse5";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { decodeCsvCell } from "./encode-csv.ts";
import { encodeHtml } from "./encode-html.ts";
import { encodeTerminal, encodeTerminalLine } from "./encode-terminal.ts";
import { renderAnnotations } from "./render-annotations.ts";
import { renderCodeQuality } from "./render-code-quality.ts";
import { renderComment } from "./render-comment.ts";
import { renderCsv } from "./render-csv.ts";
import { renderJunit } from "./render-junit.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { renderMetrics } from "./render-metrics.ts";
import { renderTerminal } from "./render-terminal.ts";
import { renderVitestJson } from "./render-vitest-json.ts";
import { showUnprintable } from "./show-unprintable.ts";
import { hostileComparison, hostileRun } from "./test-helpers/hostile-run.ts";
import { hostileFamilies, hostileStrings } from "./test-helpers/hostile-strings.ts";
import { workflowCommands } from "./test-helpers/workflow-commands.ts";

const harmless = "harmless";
const all = hostileFamilies().flatMap(hostileStrings);

const sinks: { readonly [sink: string]: (text: string) => string } = {
  terminal: (text) => renderTerminal(hostileRun(text)),
  narrow: (text) => renderTerminal(hostileRun(text), { width: 40 }),
  markdown: (text) => renderMarkdown(hostileRun(text)),
  comment: (text) => renderComment(hostileRun(text), hostileComparison(text)),
  junit: (text) => renderJunit(hostileRun(text)),
  json: (text) => renderVitestJson(hostileRun(text)),
  csv: (text) => renderCsv(hostileRun(text)),
  "code quality": (text) => renderCodeQuality(hostileRun(text)),
  metrics: (text) => renderMetrics(hostileRun(text)),
};

test("the corpus has at least 300 strings, in every family", () => {
  expect(new Set(all).size).toBeGreaterThan(300);
  for (const family of hostileFamilies()) expect(hostileStrings(family).length).toBeGreaterThan(30);
});

// E1 and E2: a log shows any of them.
describe.each(Object.keys(sinks))("%s", (sink) => {
  test("holds no workflow command, whatever the text is (E1)", () => {
    const found = all.filter((text) => workflowCommands(sinks[sink]?.(text) ?? "").length > 0);

    expect(found).toEqual([]);
  });

  test("holds no character that a terminal or a reader would not see (E2)", () => {
    const found = all.filter((text) => unseen.test(sinks[sink]?.(text).replaceAll("\r\n", "\n") ?? ""));

    expect(found).toEqual([]);
  });
});

const unseen =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}\p{Cs}]/u;

test("raw, the strings are commands and hold characters that nobody sees", () => {
  const commands = hostileStrings("workflow-commands").filter((text) => workflowCommands(text).length > 0);

  expect(commands.length).toBeGreaterThan(70);
  expect(hostileStrings("terminal").filter((text) => unseen.test(text)).length).toBeGreaterThan(80);
});

test("annotations are the commands that they are meant to be, and no other", () => {
  const shape = (text: string): unknown =>
    workflowCommands(renderAnnotations(hostileRun(text))).map(({ name, properties }) => [
      name,
      Object.keys(properties),
    ]);
  expect(shape(harmless)).toEqual([
    ["error", ["file", "title"]],
    ["error", ["file", "line", "col", "title"]],
    ["error", ["file", "line", "col", "title"]],
  ]);

  expect(all.filter((text) => JSON.stringify(shape(text)) !== JSON.stringify(shape(harmless)))).toEqual([]);
  for (const text of all) {
    const [, first] = workflowCommands(renderAnnotations(hostileRun(text)));
    expect(first?.properties["file"]).toBe(encodeTerminalLine(text));
  }
});

describe.each(["markdown", "comment"])("%s in a real Markdown parser (E5)", (sink) => {
  const shape = (text: string): unknown => markdownShape(sinks[sink]?.(text) ?? "");
  const plain = JSON.stringify(shape(harmless));

  test("has the structure and the words of a run without any payload", () => {
    expect(plain).toContain("table");
    expect(all.filter((text) => text.trim() !== "" && JSON.stringify(shape(text)) !== plain)).toEqual([]);
  });

  test("raw, most of the payloads change it", () => {
    const raw = (text: string): unknown =>
      markdownShape(`## Assay\n\n| a | b |\n| --- | --- |\n| ${text} | c |\n`);
    const changed = hostileStrings("markdown").filter(
      (text) => JSON.stringify(raw(text)) !== JSON.stringify(raw(harmless)),
    );

    expect(changed.length).toBeGreaterThan(80);
  });
});

interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
}

/** Types of nodes, HTML, and all text that is outside of `<code>`. */
function markdownShape(text: string): unknown {
  let depth = 0;
  const walk = (node: MarkdownNode): unknown => {
    if (node.type === "html" && node.value === "<!---->") return "";
    if (node.type === "html") {
      const tags = (node.value ?? "").match(/<[^>]*>/g) ?? [];
      depth += tags.filter((tag) => tag === "<code>").length - tags.filter((tag) => tag === "</code>").length;
      return (node.value ?? "").replace(/<code>.*?<\/code>/gs, "<code></code>");
    }
    if (node.type === "text") return depth > 0 ? "" : node.value;
    return [node.type, (node.children ?? []).map(walk).filter((child) => child !== "")];
  };
  return walk(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

test("JUnit is well-formed XML and gives every text back (E8)", () => {
  const plain = xmlElements(renderJunit(hostileRun(harmless))).map(({ name }) => name);
  for (const text of all) {
    const elements = xmlElements(renderJunit(hostileRun(text)));
    expect(elements.map(({ name }) => name)).toEqual(plain);
    const ids = elements.filter(({ attributes }) => attributes["name"] === "case");
    expect(ids.map(({ attributes }) => attributes["value"])).toEqual(Array(4).fill(showUnprintable(text)));
    const failure = elements.find(({ name }) => name === "failure");
    expect(failure?.attributes["message"]).toBe(showUnprintable(text));
  }
});

test("raw, XML breaks or changes", () => {
  const broken = hostileStrings("xml").filter((text) => {
    try {
      const [, element] = xmlElements(`<a><b c="${text}">${text}</b></a>`);
      return element?.attributes["c"] !== text;
    } catch {
      return true;
    }
  });

  expect(broken.length).toBeGreaterThan(35);
});

interface XmlElement {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
}

/** saxes follows XML 1.0 to the letter: characters that it does not allow are errors. */
function xmlElements(text: string): XmlElement[] {
  const parser = new SaxesParser();
  const elements: XmlElement[] = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => elements.push({ name, attributes }));
  parser.write(text).close();
  return elements;
}

test("JSON gives every text back", () => {
  for (const text of all) {
    const { testResults } = JSON.parse(renderVitestJson(hostileRun(text)));
    expect(testResults[0].assertionResults[0].meta.assay.case).toBe(text);
    const [{ description, location }] = JSON.parse(renderCodeQuality(hostileRun(text)));
    expect(description).not.toMatch(/[\r\n]/);
    expect(location).toEqual({ path: text, lines: { begin: 3 } });
  }
});

test("no cell of the CSV is a formula, and every text can be had back (E9)", () => {
  for (const text of all) {
    const rows: string[][] = parseCsv(renderCsv(hostileRun(text)), { relax_column_count: false });
    expect(rows).toHaveLength(5);
    expect(rows.flat().filter(isFormula)).toEqual([]);
    expect(decodeCsvCell(rows[1]?.[0] ?? "")).toBe(encodeTerminal(text));
  }
});

test("raw, the cells are formulas", () => {
  expect(hostileStrings("csv").filter(isFormula).length).toBeGreaterThan(25);
});

/** What spreadsheets run: = + - @ and their full-width forms at the start, also behind white space. */
function isFormula(cell: string): boolean {
  return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell) || /^[\t\r\n]/.test(cell);
}

test("metrics have their samples and labels, and no other", () => {
  for (const text of all) {
    const lines = renderMetrics(hostileRun(text)).trimEnd().split("\n");
    const plain = renderMetrics(hostileRun(harmless)).trimEnd().split("\n");
    expect(lines).toHaveLength(plain.length);
    const label = `"(?:[^"\\\\]|\\\\["\\\\n])*"`;
    const sample = new RegExp(`^[a-z0-9_]+(?:\\{partition=${label}(?:,status=${label})?\\})? [\\d.e+-]+$`);
    expect(lines.filter((line) => !line.startsWith("# ") && !sample.test(line))).toEqual([]);
  }
});

test("the HTML encoder makes text and attributes, with and without quotes (E3)", () => {
  for (const text of all) {
    const encoded = encodeHtml(text);
    const fragment = parseFragment(`<p title="${encoded}" lang='${encoded}'>${encoded}</p><i></i>`);
    const shown = showUnprintable(text);
    expect(fragment.childNodes).toMatchObject([
      {
        nodeName: "p",
        attrs: [
          { name: "title", value: shown },
          { name: "lang", value: shown },
        ],
        childNodes: shown === "" ? [] : [{ nodeName: "#text", value: shown }],
      },
      { nodeName: "i" },
    ]);
  }
});

test("raw, HTML changes", () => {
  const changed = hostileStrings("html").filter((text) => {
    const { childNodes } = parseFragment(`<p>${text}</p><i></i>`);
    const [first] = childNodes;
    const children = first !== undefined && "childNodes" in first ? first.childNodes : [];
    return childNodes.length !== 2 || children.some(({ nodeName }) => nodeName !== "#text");
  });

  expect(changed.length).toBeGreaterThan(35);
});
