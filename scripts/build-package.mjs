// Builds the package in the working directory. tsc emits types (a file per module) and JavaScript; a package with --bundle
// gets its JavaScript in a few chunks instead, and with --dual once more as CommonJS. See docs/decisions/006.
// Further arguments are entries that the package's exports do not name.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { bundlePackage } from "./bundle-package.mjs";

const options = process.argv.slice(2);
const isDual = options.includes("--dual");
const isBundled = options.includes("--bundle");
const extraEntries = options.filter((option) => !option.startsWith("--"));
const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

// Built beside dist and moved there when all of it is made: a failed build leaves the last good one.
const scratch = resolve(".tmp", `build-${process.pid}`);
const next = join(scratch, "dist");
try {
  await build();
  if (existsSync("dist")) renameSync("dist", join(scratch, "last"));
  renameSync(next, "dist");
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function build() {
  const emitted = isBundled ? join(scratch, "emitted") : next;
  runTsc("tsconfig.build.json", ["--outDir", emitted, "--declarationDir", next]);
  copyCommonJs(next);
  if (isBundled) await bundlePackage({ manifest, extraEntries, from: emitted, to: next, format: "es" });
  if (!isDual) return;
  const cjs = join(next, "cjs");
  // The same types, checked and written once more as those of CommonJS modules.
  runTsc("tsconfig.cjs.json", ["--outDir", cjs, "--emitDeclarationOnly"]);
  copyCommonJs(cjs);
  writeFileSync(join(cjs, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  await bundlePackage({ manifest, extraEntries, from: emitted, to: cjs, format: "cjs" });
}

function runTsc(project, args) {
  execFileSync(process.execPath, [tsc, "--project", project, ...args], { stdio: "inherit" });
}

// tsc leaves CommonJS written by hand where it is; both builds need it.
function copyCommonJs(target) {
  const files = readdirSync("src", { recursive: true }).filter((file) => /\.(?:cjs|d\.cts)$/.test(file));
  for (const file of files) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join("src", file), join(target, file));
  }
}
