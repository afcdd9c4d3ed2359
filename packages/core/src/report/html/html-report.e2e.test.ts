import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, openFile } from "./test-helpers/open-browser.ts";
import { reportFile, richReport } from "./test-helpers/rich-report.ts";

let browser: Browser;
let html: string;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** For a person to look at: a folder in SCREENSHOTS. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env["SCREENSHOTS"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

test("opens from disk", async () => {
  html = await richReport();
  const file = reportFile(html);
  for (const colorScheme of ["light", "dark"] as const) {
    const { page, incidents } = await openFile(browser, file, { colorScheme });
    await shoot(page, `list-${colorScheme}`);
    await page.locator("a.case").first().click();
    await shoot(page, `case-${colorScheme}`);
    expect(incidents).toEqual([]);
  }
  const { page } = await openFile(browser, file, { viewport: { width: 360, height: 740 } });
  await shoot(page, "list-narrow");
  await page.locator("a.case").first().click();
  await shoot(page, "case-narrow");
});
