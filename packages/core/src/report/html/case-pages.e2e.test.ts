import { rmSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JournalEvent } from "../../run/journal-line.ts";
import { openCaseDetails } from "../../run/open-case-details.ts";
import { check, declare, end, start } from "../../run/test-helpers/scratch-run.ts";
import { renderHtml } from "../render-html.ts";
import { launchBrowser, openFile } from "./test-helpers/open-browser.ts";
import { recordEvents, reportFile, reportFolder, richReport } from "./test-helpers/rich-report.ts";

const folder = reportFolder();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test("says that a case of an address is not in the run, and the list works as ever", async () => {
  const { page, incidents } = await openFile(browser, await richReport(folder));
  const told = page.getByRole("alert");
  expect(await told.count()).toBe(0);

  await page.goto(`${page.url()}#/case/${"0".repeat(12)}?partition=adversarial`);

  await expect
    .poll(() => told.allInnerTexts())
    .toEqual(["The address names a case that is not in this run."]);
  expect(await page.getByRole("status").innerText()).toBe("44 of 268 cases");
  await page.keyboard.press("j");
  await expect
    .poll(() => page.evaluate<string>("document.activeElement.textContent"))
    .toBe("adversarial-008");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("h1:visible").innerText()).toContain("adversarial-008");
  await page.keyboard.press("Escape");
  await page.locator("a.case").first().waitFor();
  expect(await told.count()).toBe(0);
  expect(incidents).toEqual([]);
});

test("a run of no case, and of one, is told as such", async () => {
  const none = recordEvents(folder, []);
  const one = recordEvents(folder, [
    declare("only", "distribution"),
    start("only"),
    end("only", "pass", { output: { text: "cut", length: 5_000 } }),
  ]);
  const [empty, single] = await Promise.all(
    [none, one].map(async ({ directory, summary }, index) => {
      const details = openCaseDetails(directory, summary.cases);
      const html = await renderHtml(summary, { details });
      return openFile(browser, reportFile(folder, html, `few-${index}.html`));
    }),
  );

  expect(await empty?.page.getByRole("status").innerText()).toBe("The run has no case.");
  expect(await empty?.page.getByRole("heading", { name: "Partitions" }).count()).toBe(0);
  expect(await single?.page.getByRole("status").innerText()).toBe("1 case");
  expect(await single?.page.locator("footer").innerText()).toContain(
    "1 text or list is cut; the length of the whole stands beside each.",
  );
  expect([empty?.incidents, single?.incidents]).toEqual([[], []]);
});

test("every case of every block opens with what is its own", async () => {
  const count = 201;
  const { directory, summary } = recordEvents(
    folder,
    Array.from({ length: count }, (_, index): JournalEvent[] => {
      const id = `own-${index}`;
      const text = (kind: string): { text: string; length: number } => ({
        text: `${kind}-of-${index};`,
        length: 50,
      });
      return [
        declare(id, "distribution"),
        start(id),
        check(id, "pass", { reason: `reason-of-${index};` }),
        end(id, "pass", { input: text("input"), output: text("</script>output") }),
      ];
    }).flat(),
  );
  const html = await renderHtml(summary, { details: openCaseDetails(directory, summary.cases) });
  const { page, incidents } = await openFile(browser, reportFile(folder, html, "blocks.html"));
  const shown = await page.evaluate<[id: string, text: string][]>(`(async () => {
    const shown = [];
    for (const { key, id } of JSON.parse(document.getElementById("assay-data").textContent).cases) {
      location.hash = "#/case/" + key;
      await new Promise((resolve) => addEventListener("hashchange", () => setTimeout(resolve), { once: true }));
      shown.push([id, document.querySelector("article").innerText]);
    }
    return shown;
  })()`);

  expect(shown).toHaveLength(count);
  for (const [id, text] of shown) {
    const found = [...text.matchAll(/(input|output|reason)-of-(\d+);/g)].map(
      ([, kind, index]) => `${kind} own-${index}`,
    );
    expect(new Set(found)).toEqual(new Set([`input ${id}`, `output ${id}`, `reason ${id}`]));
  }
  expect(incidents).toEqual([]);
});
