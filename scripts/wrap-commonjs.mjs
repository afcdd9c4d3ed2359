// ES entries that wrap the CommonJS ones: one copy of code and state in a process, whatever imports it, and what a function
// needs loads with its first call, which an ES module cannot do at once.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** Writes into `folder` an ES module for each of `entries`, CommonJS modules in its subfolder cjs. */
export function wrapCommonJs(folder, entries) {
  for (const entry of entries) {
    const target = join(folder, `${entry}.js`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, wrapper(entry, require(join(folder, "cjs", `${entry}.js`))));
  }
}

function wrapper(entry, exported) {
  const path = `${entry.includes("/") ? "../".repeat(entry.split("/").length - 1) : "./"}cjs/${entry}.js`;
  const lines = Object.keys(exported)
    .filter((name) => name !== "__esModule")
    .toSorted()
    .map((name) =>
      isPlainFunction(exported[name])
        ? `export const ${name} = (...args) => core.${name}(...args);`
        : `export const ${name} = core.${name};`,
    );
  return `import { createRequire } from "node:module";

const core = createRequire(import.meta.url)("${path}");

${lines.join("\n")}
`;
}

/** A function that nothing can be asked of but to call it: a wrapper may stand in its place and look it up when called. */
function isPlainFunction(value) {
  return typeof value === "function" && Object.keys(value).length === 0 && !/^class\b/.test(String(value));
}
