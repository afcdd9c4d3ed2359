// Bundles the script and the style of the HTML report into a module that holds both as strings. The module is committed, so
// that the report works from source as it does from a package; with --check, a module that is not current is an error.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../packages/core/src/report/html");
const target = join(folder, "page-assets.ts");

/** Of the one library that the page holds. Its licence wants to be named wherever it goes. */
const notice =
  "/*! Holds the npm package diff, BSD-3-Clause, Copyright (c) 2009-2015 Kevin Decker; see THIRD-PARTY-NOTICES.md of @assay/core */";

const text = await bundlePage();
if (!process.argv.includes("--check")) writeFileSync(target, text);
else if (readFileSync(target, "utf8") !== text) {
  console.error("page-assets.ts is not current. Run: node scripts/bundle-page.mjs");
  process.exitCode = 1;
}

async function bundlePage() {
  const bundle = await rolldown({ input: join(folder, "page/main.ts"), platform: "browser" });
  const { output } = await bundle.generate({ format: "iife", minify: true, comments: { legal: true } });
  await bundle.close();
  const script = output[0].code.trim();
  const style = readFileSync(join(folder, "page/style.css"), "utf8").trim();
  // A hash is over the text as it stands: what would end its element early must not be in there at all.
  if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style))
    throw new Error("Failed to bundle the page: its script or style would end its own element.");
  return [
    "// Made by scripts/bundle-page.mjs from page/. Do not edit.",
    `export const pageScript: string = ${JSON.stringify(`${notice}\n${script}`)};`,
    `export const pageStyle: string = ${JSON.stringify(style)};`,
    "",
  ].join("\n");
}
