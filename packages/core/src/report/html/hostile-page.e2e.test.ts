import { rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { hostileFamilies, hostileStrings } from "../test-helpers/hostile-strings.ts";
import { hostilePage } from "./test-helpers/hostile-page.ts";
import { launchBrowser, openFile } from "./test-helpers/open-browser.ts";
import { reportFile, reportFolder } from "./test-helpers/rich-report.ts";

const folder = reportFolder();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

// Beside the corpus, strings that set a mark: a dialog is not the only sign of a script that ran.
const marking = [
  "<script>window.__pwned = 1</script>",
  "</script><script>window.__pwned = 1</script>",
  "<img src=x onerror='window.__pwned = 1'>",
  "<svg onload=window.__pwned=1>",
  '"><img src=x onerror=window.__pwned=1>',
  "' onfocus=window.__pwned=1 autofocus x='",
  "javascript:window.__pwned=1",
  "<iframe src='javascript:parent.__pwned=1'></iframe>",
  "<a href='javascript:window.__pwned=1' id=x>click</a>",
  "<!--</script><script>window.__pwned=1</script>-->",
  "</style><script>window.__pwned=1</script>",
  "</noscript><script>window.__pwned=1</script>",
  "</title><script>window.__pwned=1</script>",
  "<base href='https://evil.example/'>",
  "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
  "<link rel=stylesheet href='https://evil.example/x.css'>",
  "<img src='https://evil.example/x.png'>",
  "<form action='https://evil.example/'><input autofocus></form>",
  "__proto__",
  "constructor",
];
const corpus = [...marking, ...hostileFamilies().flatMap(hostileStrings)];

test("of the whole corpus in every field, Chromium executes nothing and asks for nothing", async () => {
  const file = reportFile(folder, await hostilePage(folder, corpus), "hostile.html");
  const { page, incidents } = await openFile(browser, file);
  const keys = await page.evaluate<string[]>(
    "JSON.parse(document.getElementById('assay-data').textContent).cases.map(({ key }) => key)",
  );

  // Every case by its own address, every folded part open.
  const shown = await page.evaluate<number>(`(async () => {
    let shown = 0;
    for (const key of ${JSON.stringify(keys)}) {
      location.hash = "#/case/" + key;
      await new Promise((resolve) => addEventListener("hashchange", () => setTimeout(resolve), { once: true }));
      document.querySelectorAll("details").forEach((one) => { one.open = true; });
      if (document.querySelector("article pre") !== null) shown++;
    }
    return shown;
  })()`);
  await page.evaluate("location.hash = '#/'");
  await page.locator("a.case").first().waitFor();
  const elements = await page.evaluate<string[]>(
    "[...new Set([...document.body.querySelectorAll('*')].map((one) => one.localName))].toSorted()",
  );

  expect(keys).toHaveLength(corpus.length);
  expect(shown).toBe(corpus.length);
  expect(incidents).toEqual([]);
  expect(await page.evaluate("window.__pwned")).toBeUndefined();
  for (const foreign of [
    "img",
    "iframe",
    "base",
    "meta",
    "link",
    "object",
    "embed",
    "video",
    "math",
    "template",
  ])
    expect(elements).not.toContain(foreign);
});

// Without these two, the test above could not fail.
test("the same strings without an encoder do execute", async () => {
  const naive = `<!doctype html><meta charset="utf-8">${corpus.map((text) => `<p>${text}</p>`).join("\n")}`;
  const { page, incidents } = await openFile(browser, reportFile(folder, naive, "naive.html"));
  await page.waitForLoadState("load");
  const alone = `<!doctype html><p>${marking[2]}</p>`;
  const marked = await openFile(browser, reportFile(folder, alone, "marked.html"));

  expect(incidents.some((incident) => /dialog|request/.test(incident))).toBe(true);
  await expect.poll(() => marked.page.evaluate("window.__pwned")).toBe(1);
});

test("what got past the encoder would meet the content policy", async () => {
  const html = await hostilePage(folder, ["harmless"]);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const inject = (name: string): string =>
    `<img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script><img src="${address}/${name}.png">`;
  const broken = html.replace("<noscript>", () => `${inject("policy")}<noscript>`);
  const unprotected = broken.replace(/<meta http-equiv[^>]*>/, "").replaceAll("/policy.png", "/none.png");

  const { page, incidents } = await openFile(browser, reportFile(folder, broken, "policy.html"));
  const control = await openFile(browser, reportFile(folder, unprotected, "none.html"));

  expect(await page.evaluate("window.__pwned")).toBeUndefined();
  expect(await page.locator("a.case").count()).toBe(1);
  expect(incidents.filter((incident) => incident.includes("Content Security Policy")).length).toBeGreaterThan(
    2,
  );
  expect(await control.page.evaluate("window.__pwned")).toBe(1);
  expect(asked).toEqual(["/none.png"]);
});
