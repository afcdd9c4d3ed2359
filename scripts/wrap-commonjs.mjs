// What a bundle does not say: which exports are plain functions. They are looked up when called, so that taking a name from
// an entry, as every ES import does, loads nothing yet.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/**
 * Gives each of `entries`, CommonJS modules in `folder`/cjs, an ES module in `folder` that wraps it: there is one copy of
 * code and state in a process, whichever way it is imported.
 */
export function wrapCommonJs(folder, entries) {
  for (const entry of entries) {
    const commonJs = join(folder, "cjs", `${entry}.js`);
    const exported = require(commonJs);
    const names = Object.keys(exported).filter((name) => name !== "__esModule");
    const functions = names.filter((name) => isPlainFunction(exported[name]));
    const code = forwardCalls(readFileSync(commonJs, "utf8"), functions);
    refuseLateValues(code, entry);
    writeFileSync(commonJs, code);
    const target = join(folder, `${entry}.js`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, wrapper(entry, names));
  }
}

/** In place of the getters of load-lazily.mjs. A function of the entry's own chunk is there anyway. */
function forwardCalls(code, names) {
  return code.replace(/^defineLazily\("(\w+)", \(\) => (.+)\);$/gm, (getter, name, value) =>
    names.includes(name) ? `exports.${name} = (...args) => ${value}(...args);` : getter,
  );
}

/** A class or a constant loads its chunk with the entry: only the first chunks may hold one. */
function refuseLateValues(code, entry) {
  const [, name, chunk] =
    /^defineLazily\("(\w+)", \(\) => require_(?!set_up\b|matcher_list\b)(\w+)/m.exec(code) ?? [];
  if (name === undefined) return;
  throw new Error(
    `Failed to wrap "${entry}": to import it would load the chunk ${chunk}, because of "${name}". Place its module in the first layer of scripts/chunks.mjs.`,
  );
}

function wrapper(entry, names) {
  const depth = entry.split("/").length - 1;
  const path = `${depth === 0 ? "./" : "../".repeat(depth)}cjs/${entry}.js`;
  return `import { createRequire } from "node:module";

export const {
${names
  .toSorted()
  .map((name) => `\t${name},\n`)
  .join("")}} = createRequire(import.meta.url)("${path}");
`;
}

/** A function that nothing can be asked of but to call it. */
function isPlainFunction(value) {
  return typeof value === "function" && Object.keys(value).length === 0 && !/^class\b/.test(String(value));
}
