// Builds the package in the working directory: one tsc pass for ESM and, with --dual, a second one for CommonJS.
// Two plain passes keep every lazy import() a boundary: in CommonJS it becomes require(), which Jest's sandbox can run.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
const run = (project) => execFileSync(process.execPath, [tsc, "--project", project], { stdio: "inherit" });

copyCommonJs("dist");
run("tsconfig.build.json");
if (process.argv.includes("--dual")) {
  mkdirSync("dist/cjs", { recursive: true });
  copyCommonJs("dist/cjs");
  writeFileSync("dist/cjs/package.json", `${JSON.stringify({ type: "commonjs" })}\n`);
  run("tsconfig.cjs.json");
  for (const file of ["index.js", "adapter.js", "matchers/index.js"]) makeLazy(join("dist/cjs", file));
}

// tsc leaves CommonJS written by hand where it is; both builds need it.
function copyCommonJs(target) {
  const files = readdirSync("src", { recursive: true }).filter((file) => /\.(?:cjs|d\.cts)$/.test(file));
  for (const file of files) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join("src", file), join(target, file));
  }
}

// A list file only names what others define; in CommonJS it would load all of that. Jest evaluates every module once per
// test file, so a list file of ours loads what it lists when that is first read.
function makeLazy(path) {
  if (!existsSync(path)) return;
  const modules = new Map();
  const text = readFileSync(path, "utf8")
    .replace(/^(?:const|var) (\w+) = require\(("[^"]+")\);\n/gm, (_, name, specifier) => {
      modules.set(name, specifier);
      return "";
    })
    .replace(/\breturn (\w+)\.(\w+);/g, (all, name, property) =>
      modules.has(name) ? `return require(${modules.get(name)}).${property};` : all,
    )
    .replace(/\b(\w+): (\w+)\.(\w+)(?=[,\s}])/g, (all, key, name, property) =>
      modules.has(name) ? `get ${key}() { return require(${modules.get(name)}).${property}; }` : all,
    );
  const left = [...modules.keys()].filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  if (left.length > 0)
    throw new Error(`Failed to make "${path}" lazy: it does more than list ${left.join(", ")}.`);
  writeFileSync(path, text);
}
