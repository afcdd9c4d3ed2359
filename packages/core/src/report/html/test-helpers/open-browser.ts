import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];

/** The Chromium of the system, which .ci/run installs; another one where the environment names it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? places.find((place) => existsSync(place)) ?? "chromium",
    // Without a sandbox of its own, because tests may run as root in a container.
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

export interface OpenPage {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, dialogs and requests for anything but the file itself. */
  readonly incidents: readonly string[];
}

/** Opens a file from disk and takes down everything that a report must not do. */
export async function openFile(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  const incidents: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      incidents.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => incidents.push(`exception: ${error.message}`));
  page.on("dialog", (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && url !== "data:,") incidents.push(`request: ${url}`);
  });
  await page.goto(address);
  return { page, incidents };
}
