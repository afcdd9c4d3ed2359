// Builds the package in the working directory. tsc emits types (a file per module) and JavaScript, which is then bundled into
// a few chunks: with --es as ES modules, with --cjs as CommonJS, with --wrap as ES entries around the CommonJS ones; without
// any of them it stays as it is. Further arguments are entries that the package's exports do not name. See docs/decisions/006.
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
import { bundlePackage, entriesOf } from "./bundle-package.mjs";
import { wrapCommonJs } from "./wrap-commonjs.mjs";

const options = process.argv.slice(2);
const [es, cjs, wrap] = ["--es", "--cjs", "--wrap"].map((option) => options.includes(option));
const { name, exports } = JSON.parse(readFileSync("package.json", "utf8"));
const entries = [...entriesOf(exports), ...options.filter((option) => !option.startsWith("--"))];
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
  const emitted = es || cjs ? join(scratch, "emitted") : next;
  runTsc("tsconfig.build.json", ["--outDir", emitted, "--declarationDir", next]);
  copyCommonJs(next);
  if (es) await bundlePackage({ name, entries, from: emitted, to: next, format: "es" });
  if (cjs) await buildCommonJs(emitted, join(next, "cjs"));
  if (wrap) wrapCommonJs(next, entries);
}

async function buildCommonJs(emitted, to) {
  // The same types, checked and written once more as those of CommonJS modules.
  runTsc("tsconfig.cjs.json", ["--outDir", to, "--emitDeclarationOnly"]);
  copyCommonJs(to);
  writeFileSync(join(to, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  await bundlePackage({ name, entries, from: emitted, to, format: "cjs" });
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
