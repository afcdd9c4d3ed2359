import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";

/** A picture for a person to look at, in the folder that SCREENSHOTS names; none without it. */
export async function shoot(target: Page | Locator, name: string): Promise<void> {
  const folder = process.env["SCREENSHOTS"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  if (!("viewportSize" in target)) {
    await target.screenshot({ path });
    return;
  }
  const width = target.viewportSize()?.width ?? 1280;
  const height = await target.evaluate<number>("Math.min(document.documentElement.scrollHeight, 2400)");
  await target.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } });
}
