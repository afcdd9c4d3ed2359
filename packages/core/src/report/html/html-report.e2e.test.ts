import { rmSync } from "node:fs";
import axeCore from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JournalEvent } from "../../run/journal-line.ts";
import { readCaseDetails } from "../../run/read-case-details.ts";
import { check, declare, end, start } from "../../run/test-helpers/scratch-run.ts";
import { renderHtml } from "../render-html.ts";
import { launchBrowser, openFile } from "./test-helpers/open-browser.ts";
import { recordEvents, reportFile, reportFolder, richReport } from "./test-helpers/rich-report.ts";
import { shoot } from "./test-helpers/shoot.ts";

const folder = reportFolder();
let browser: Browser;
let file: string;
beforeAll(async () => {
  browser = await launchBrowser();
  file = await richReport(folder);
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const schemes = ["light", "dark"] as const;

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  const found = await page.evaluate<{
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  }>("axe.run(document, { resultTypes: ['violations'] })");
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("\n")}`,
  );
}

function rows(page: Page): Promise<string[]> {
  return page.locator("a.case").allTextContents();
}

function focused(page: Page): Promise<string> {
  return page.evaluate<string>("document.activeElement.textContent");
}

test.each(schemes)(
  "the list and a case are accessible in %s, and nothing goes wrong",
  async (colorScheme) => {
    const { page, incidents } = await openFile(browser, file, { colorScheme });
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");

    expect(await axe(page)).toEqual([]);
    await shoot(page, `list-${colorScheme}`);
    await shoot(page.locator("section", { has: page.locator("#cases") }), `cases-${colorScheme}`);
    await shoot(page.locator("section", { has: page.locator("#slices") }), `slices-${colorScheme}`);
    await shoot(page.locator("section", { has: page.locator("#history") }), `history-${colorScheme}`);

    await page.locator("a.case").first().click();
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");

    expect(await axe(page)).toEqual([]);
    await shoot(page, `case-${colorScheme}`);
    expect(incidents).toEqual([]);
  },
);

test("the colours can be chosen, and the choice stays", async () => {
  const { page } = await openFile(browser, file, { colorScheme: "light" });
  const background = (): Promise<string> =>
    page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
  const light = await background();

  await page.getByLabel("Colours", { exact: true }).selectOption("dark");
  const dark = await background();
  await page.reload();

  expect(dark).not.toBe(light);
  expect(await background()).toBe(dark);
});

test("shows verdict, reasons, partitions with their interval, claim and counts", async () => {
  const { page } = await openFile(browser, file);
  const golden = page.locator(".card", { hasText: "golden" });

  expect(await page.locator(".verdict h1").innerText()).toContain("FAIL");
  expect(await page.locator(".reasons").first().innerText()).toContain("40 of 44 passed");
  expect(await golden.innerText()).toMatch(/100 %\s+50 of 50 passed/);
  // The claim by the exact bound, as the terminal says it: 0.05 ** (1 / 50).
  expect(await golden.innerText()).toContain("true rate >= 94.2 % at 95 %");
  expect(await golden.innerText()).not.toContain("claim");
  expect(await golden.innerText()).toMatch(/50 pass\s+0 fail\s+0 inconclusive\s+0 error\s+0 not run/);
  expect(await golden.getByRole("img").getAttribute("aria-label")).toBe(
    "golden: 100 %, true rate >= 94.2 %, needed 100 %",
  );
  expect(await page.locator(".card", { hasText: "distribution" }).innerText()).toContain(
    "true rate not known: 4 without a verdict",
  );
});

test("a runner's message keeps its lines and columns", async () => {
  const { page } = await openFile(browser, file);
  await page.getByLabel("Text", { exact: true }).fill("distribution-trials");
  await page.locator("a.case", { hasText: "distribution-trials" }).click();
  const message = page.locator("pre.message");

  expect(await message.innerText()).toContain('- Expected  - 1\n+ Received  + 1\n\n  Object {\n-   "plan"');
  const look = (property: string): Promise<string> =>
    page.evaluate<string>(`getComputedStyle(document.querySelector("pre.message")).${property}`);
  expect(await look("fontFamily")).toContain("monospace");
  expect(await look("whiteSpaceCollapse")).toBe("preserve");
  await shoot(page, "message");
});

test("filters by partition, outcome, check, dimension, tag and text; the address keeps it", async () => {
  const { page } = await openFile(browser, file);
  const count = page.getByRole("status");

  await page.getByLabel("Partition", { exact: true }).selectOption("adversarial");
  await expect.poll(() => count.innerText()).toBe("44 of 268 cases");
  await page.getByLabel("Outcome", { exact: true }).selectOption("fail");
  await expect.poll(() => rows(page)).toEqual(["adversarial-008", "tables-0", "tables-2", "tables-3"]);
  await page
    .getByLabel("Check", { exact: true })
    .selectOption({ label: "toPassJudge (resolves-the-question): not pass" });
  await expect.poll(() => rows(page)).toEqual(["adversarial-008"]);
  await page.getByLabel("persona", { exact: true }).selectOption("guest");
  await expect.poll(() => count.innerText()).toBe("No case matches (268 in all)");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByLabel("Tag", { exact: true }).selectOption("trials");
  await expect.poll(() => rows(page)).toEqual(["distribution-trials"]);
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByLabel("Text", { exact: true }).fill("second attempt");
  await expect.poll(() => rows(page)).toEqual(["distribution-retried"]);

  await page.reload();

  await expect.poll(() => rows(page)).toEqual(["distribution-retried"]);
  expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe("second attempt");
});

test("links of cards and tables filter the list", async () => {
  const { page } = await openFile(browser, file);

  await page.locator(".card", { hasText: "distribution" }).getByRole("link", { name: "1 error" }).click();
  await expect.poll(() => rows(page)).toEqual(["distribution-017"]);
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
  await page.getByRole("link", { name: "toClassifyAs" }).click();

  await expect.poll(() => rows(page)).toEqual(["tables-0", "tables-1"]);
});

test("pages through a list that is longer than one page", async () => {
  const { page } = await openFile(browser, file);

  await page.getByRole("button", { name: "Next" }).click();

  await expect.poll(() => page.getByRole("status").innerText()).toBe("268 cases, 101 to 200 shown");
  await expect.poll(() => rows(page)).toHaveLength(100);
});

test("the keyboard alone walks the list, opens cases and comes back", async () => {
  const { page } = await openFile(browser, file);

  await page.keyboard.press("Tab");
  await expect.poll(() => focused(page)).toBe("Skip to the report");
  await page.keyboard.press("Enter");
  expect(await page.evaluate<string>("document.activeElement.id")).toBe("main");
  await page.keyboard.press("/");
  await page.keyboard.type("adversarial");
  await expect.poll(() => page.getByRole("status").innerText()).toBe("44 of 268 cases");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("j");
  await expect.poll(() => focused(page)).toBe("tables-0");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("h1:visible").innerText()).toContain("tables-0");
  await expect.poll(() => focused(page)).toContain("tables-0");
  await page.keyboard.press("j");
  await expect.poll(() => page.locator("h1:visible").innerText()).toContain("tables-2");
  await page.keyboard.press("k");
  await expect.poll(() => page.locator("h1:visible").innerText()).toContain("tables-0");
  await page.keyboard.press("Escape");

  await expect.poll(() => focused(page)).toBe("tables-0");
  await expect.poll(() => page.getByRole("status").innerText()).toBe("44 of 268 cases");
});

test("a case has an address of its own, which opens it, back and forth", async () => {
  const { page } = await openFile(browser, file);
  await page.getByLabel("Text", { exact: true }).fill("distribution-001");
  await expect.poll(() => rows(page)).toEqual(["distribution-001"]);
  await page.locator("a.case").click();
  const address = page.url();

  const second = await openFile(browser, file);
  await second.page.goto(address);
  await second.page.reload();
  await page.goBack();

  await expect.poll(() => second.page.locator("h1:visible").innerText()).toContain("distribution-001");
  expect(await second.page.title()).toContain("distribution-001");
  await expect.poll(() => rows(page)).toEqual(["distribution-001"]);
});

test("a case shows texts, difference, checks, votes, claims, evidence, trace, place and command", async () => {
  const { page } = await openFile(browser, file);
  await page.getByRole("link", { name: "adversarial-008" }).click();
  const text = await page.locator("article").innerText();

  expect(text).toContain('"question": "Why was I charged twice?"');
  expect(await page.locator(".diff del").allInnerTexts()).toContain("within");
  expect(await page.locator(".diff ins").allInnerTexts()).toContain("to");
  for (const told of [
    "The reply says 30 days, the policy says 14.",
    "Vote 3: The reply says 30 days",
    "Refunds take 14 days.",
    "A refund takes up to 30 days.",
    "score 0",
    "rubric resolves-the-question v2",
    "small-judge-2026-10",
    "src/support.eval.test.ts:31:5",
    "src/support.cases.jsonl:8",
    "get_policy",
    '{\n  "query": "refund"\n}',
    '[\n  "a1",\n  "a2"\n]',
    "no such policy",
    "cut: the first 10 of 5000 characters",
    "refund time",
    "a1 (0.91), a2",
    "the first 2 of 60 documents",
    "412 tokens in, 96 out",
    "npx vitest run src/a.eval.test.ts",
  ])
    expect(text).toContain(told);
});

test("shows the trials that missed, those that passed folded below, and the attempts that do not count", async () => {
  const { page } = await openFile(browser, file);
  await page.getByLabel("Text", { exact: true }).fill("distribution-trials");
  await page.getByRole("link", { name: "distribution-trials" }).click();
  const trials = await page.getByRole("heading", { name: /^Trial/ }).allInnerTexts();
  const folded = await page.locator("details > summary", { hasText: /^Trial/ }).allInnerTexts();
  const order = await page.locator("article").innerText();
  await page.getByText("Trial 3: pass").click();
  const unfolded = await page.locator("article").innerText();
  await page.keyboard.press("Escape");
  await page.locator("a.case").first().waitFor();
  await page.getByLabel("Text", { exact: true }).fill("distribution-retried");
  await page.getByRole("link", { name: "distribution-retried" }).click();
  await page.getByText("Attempt 1: fail (does not count)").click();

  expect(trials).toEqual(["Trial 2 fail"]);
  expect(folded).toEqual(["Trial 1: pass", "Trial 3: pass"]);
  expect(order.indexOf("Trial 2 said so.")).toBeLessThan(order.indexOf("Trial 1: pass"));
  expect(order).not.toContain("Trial 3 said so.");
  expect(unfolded).toContain("Trial 3 said so.");
  expect(await page.locator("article").innerText()).toContain("The first attempt was wrong.");
});

test("marks a case that passed without a check, and shows what a rule makes of the scores", async () => {
  const scored = (trial: number, score: number): JournalEvent[] => [
    start("ruled", { trial }),
    check("ruled", score >= 0.6 ? "pass" : "fail", {
      name: "toMatchTokens",
      subject: "tone",
      score,
      threshold: { value: score, min: 0.6, lowest: 0, highest: 1 },
      trial,
    }),
    end("ruled", score >= 0.6 ? "pass" : "fail", { trial }),
  ];
  const { directory, summary } = recordEvents(folder, [
    declare("empty", "distribution"),
    start("empty"),
    end("empty", "pass", { unchecked: "test" }),
    declare("ruled", "distribution", { trials: 3, rule: "mean" }),
    ...[0.9, 0.5, 0.7].flatMap((score, trial) => scored(trial, score)),
  ]);
  const html = await renderHtml(summary, { details: readCaseDetails(directory, summary.cases) });
  const { page, incidents } = await openFile(browser, reportFile(folder, html, "rules.html"));
  const row = page.locator("tr", { has: page.getByRole("link", { name: "empty" }) });

  expect(await row.innerText()).toMatch(/no check/i);
  await page.getByRole("link", { name: "empty" }).click();
  expect(await page.locator("article").innerText()).toContain("Passed, and no check ran");
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "ruled" }).click();
  expect(await page.locator("article").innerText()).toContain(
    "toMatchTokens (tone): mean 0.7 of 3 trials >= 0.6",
  );
  expect(await axe(page)).toEqual([]);
  await shoot(page, "ruled");
  expect(incidents).toEqual([]);
});

test("shows the comparison with links to the cases, and the history as chart and table", async () => {
  const { page } = await openFile(browser, file);
  const comparison = page.locator("section", { has: page.locator("#comparison") });

  expect(await comparison.innerText()).toMatch(
    /Newly failing: 3\s+pass\s*→\s*fail\s*distribution \/ distribution-009/,
  );
  expect(
    await comparison
      .getByRole("row", { name: /^distribution/ })
      .first()
      .innerText(),
  ).toMatch(/93.5 %.*−1.9 pp.*0.250.*inconclusive/s);
  await page.getByText("As a table").click();
  expect(await page.locator("#history").locator("..").getByRole("row").count()).toBe(6);
  expect(await page.locator("svg.chart").count()).toBe(4);
  // The rate of golden, as its card says it.
  expect(await page.locator("#history").locator("..").innerText()).toContain("50/50, >= 94.2 %");
  await comparison.getByRole("link", { name: "distribution-009" }).click();

  expect(await page.locator("article").innerText()).toMatch(/Baseline\s+pass/);
});

test("fits a screen of 360 pixels", async () => {
  const { page } = await openFile(browser, file, { viewport: { width: 360, height: 740 } });
  const overflow = (): Promise<number> =>
    page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");

  expect(await overflow()).toBeLessThanOrEqual(0);
  await shoot(page, "list-narrow");
  await shoot(page.locator("section", { has: page.locator("#cases") }), "cases-narrow");
  await page.locator("a.case").first().click();
  expect(await overflow()).toBeLessThanOrEqual(0);
  expect(await axe(page)).toEqual([]);
});

test("prints without its controls, and moves nothing where motion is not wanted", async () => {
  const { page } = await openFile(browser, file, { reducedMotion: "reduce" });
  const moving = await page.evaluate<number>(
    "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s').length",
  );
  await page.emulateMedia({ media: "print", colorScheme: "dark" });

  expect(moving).toBe(0);
  expect(await page.locator("form.filter").isVisible()).toBe(false);
  expect(await page.evaluate<string>("getComputedStyle(document.body).backgroundColor")).toBe(
    "rgb(255, 255, 255)",
  );
});

test("without scripts the verdict and the partitions are there", async () => {
  const { page } = await openFile(browser, file, { javaScriptEnabled: false });
  const text = await page.locator("noscript").innerText();

  expect(text).toContain("FAIL");
  expect(text).toMatch(/golden\s+50\/50\s+100 %/);
});
