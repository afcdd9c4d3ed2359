// Bundles the script and the style of the HTML report into a module that holds both as strings. The module is committed, so
// that the report works from source; a test bundles again and compares.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = join(fileURLToPath(import.meta.url), "../..");
const folder = join(root, "packages/core/src/report/html");

/** The text of `page-assets.ts`. */
export async function bundlePage() {
  const bundle = await rolldown({ input: join(folder, "page/main.ts"), platform: "browser" });
  const { output } = await bundle.generate({ format: "iife", minify: true, comments: { legal: true } });
  await bundle.close();
  const script = output[0].code.trim();
  const style = readFileSync(join(folder, "page/style.css"), "utf8").trim();
  // What would end the element early must not be in there at all: a hash is over the text as it stands.
  if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style))
    throw new Error("Failed to bundle the page: its script or style would end its element.");
  return [
    "// Made by scripts/bundle-page.mjs from page/. Do not edit.",
    `export const pageScript: string = ${JSON.stringify(script)};`,
    `export const pageStyle: string = ${JSON.stringify(style)};`,
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(folder, "page-assets.ts"), await bundlePage());
}
