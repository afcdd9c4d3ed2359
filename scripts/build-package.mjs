// Builds the package in the working directory: one tsc pass for ESM and, with --dual, a second one for CommonJS.
// Two plain passes keep every lazy import() a boundary: in CommonJS it becomes require(), which Jest's sandbox can run.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
const run = (project) => execFileSync(process.execPath, [tsc, "--project", project], { stdio: "inherit" });

run("tsconfig.build.json");
if (process.argv.includes("--dual")) {
  if (!existsSync("dist/cjs")) mkdirSync("dist/cjs", { recursive: true });
  run("tsconfig.cjs.json");
  writeFileSync("dist/cjs/package.json", `${JSON.stringify({ type: "commonjs" })}\n`);
}
