// Builds the package in the working directory: one tsc pass for ESM and, with --dual, a second one for CommonJS.
// Two plain passes keep every lazy import() a boundary: in CommonJS it becomes require(), which Jest's sandbox can run.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
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
}

// tsc leaves CommonJS written by hand where it is; both builds need it.
function copyCommonJs(target) {
  const files = readdirSync("src", { recursive: true }).filter((file) => /\.(?:cjs|d\.cts)$/.test(file));
  for (const file of files) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join("src", file), join(target, file));
  }
}
