// Assay's overhead over the bare runner, measured in turns in the same run. --quick: fewer repeats and sizes.
// --only=start-up,cases,judged,files,imports: some parts only; "cases" needs "start-up" before it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compare, machine } from "./measure.mjs";
import { writeProject } from "./projects.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const quick = process.argv.includes("--quick");
const runners = ["vitest", "jest"];
const startUpTargetMs = { vitest: 40, jest: 30 };
const startUpExtraMs = {};
const sizes = quick ? [1000] : [1000, 4000, 10_000];

const require = createRequire(import.meta.url);
const versions = runners.map((runner) => `${runner} ${require(`${runner}/package.json`).version}`).join(", ");
console.log(
  `Machine: ${machine()}; ${versions}; ${new Date().toISOString().slice(0, 10)}${quick ? "; --quick" : ""}\n`,
);
console.log("| what | bare | assay | difference | target | |\n| --- | --- | --- | --- | --- | --- |");

const parts = {
  "start-up": startUp,
  cases: async (runner) => {
    for (const size of sizes) await perCase(runner, size);
  },
  judged,
  files: manyFiles,
};
const only = process.argv
  .find((argument) => argument.startsWith("--only="))
  ?.slice(7)
  .split(",");
const isWanted = (part) => only === undefined || only.includes(part);

const server = await startServer();
try {
  for (const [part, run] of Object.entries(parts)) {
    if (isWanted(part)) for (const runner of runners) await run(runner);
  }
  if (isWanted("imports")) await imports();
} finally {
  server.child.kill();
}

async function startUp(runner) {
  const [bare, assay] = await pair(
    { runner, kind: "deterministic", fileCount: 1, casesPerFile: 1 },
    quick ? 3 : 9,
  );
  const extra = assay.cpuMs - bare.cpuMs;
  startUpExtraMs[runner] = extra;
  row(
    `start-up, ${runner}, CPU`,
    ms(bare.cpuMs),
    ms(assay.cpuMs),
    ms(extra),
    `+${startUpTargetMs[runner]} ms`,
    extra <= startUpTargetMs[runner],
  );
}

async function perCase(runner, size) {
  const [bare, like, assay] = await three(
    { runner, kind: "deterministic", fileCount: 1, casesPerFile: size },
    quick ? 1 : 3,
  );
  const what = `${size} deterministic cases, ${runner}, CPU`;
  const extra = (from) => (assay.cpuMs - from.cpuMs - startUpExtraMs[runner]) / size;
  row(
    what,
    ms(bare.cpuMs),
    ms(assay.cpuMs),
    `${extra(bare).toFixed(3)} ms/case`,
    "0.10 ms/case",
    extra(bare) <= 0.1,
  );
  row(`${what}, like for like`, ms(like.cpuMs), ms(assay.cpuMs), `${extra(like).toFixed(3)} ms/case`, "none");
}

async function judged(runner) {
  const casesPerFile = quick ? 500 : 2000;
  const [bare, like, assay] = await three(
    { runner, kind: "judged", fileCount: 1, casesPerFile },
    quick ? 1 : 3,
  );
  const what = `${casesPerFile} judged cases of 50 ms, 50 in flight, ${runner}`;
  ratio(`${what}, wall`, bare.wallMs, assay.wallMs);
  const times = (assay.wallMs / like.wallMs).toFixed(2);
  row(`${what}, wall, like for like`, ms(like.wallMs), ms(assay.wallMs), `x ${times}`, "none");
  const extra = (assay.cpuMs - bare.cpuMs - startUpExtraMs[runner]) / casesPerFile;
  row(`${what}, CPU`, ms(bare.cpuMs), ms(assay.cpuMs), `${extra.toFixed(3)} ms/case`, "none");
}

async function manyFiles(runner) {
  const [bare, assay] = await pair(
    { runner, kind: "deterministic", fileCount: 40, casesPerFile: 5 },
    quick ? 1 : 5,
  );
  ratio(`40 files x 5 cases, ${runner}, wall`, bare.wallMs, assay.wallMs);
  ratio(`40 files x 5 cases, ${runner}, CPU`, bare.cpuMs, assay.cpuMs);
}

async function imports() {
  const entries = [
    "@assay/core",
    "@assay/core/adapter",
    "@assay/core/run",
    "@assay/core/report",
    "@assay/core/testing",
    "@assay/vitest/plugin",
    "@assay/vitest/reporter",
    "@assay/jest/reporter",
  ];
  const empty = { cwd: here, run: [process.execPath, "--input-type=module", "--eval", "0"] };
  for (const entry of entries) {
    const load = {
      cwd: here,
      run: [process.execPath, "--input-type=module", "--eval", `await import("${entry}")`],
    };
    const [without, loaded] = await compare([empty, load], quick ? 3 : 11);
    const extra = loaded.cpuMs - without.cpuMs;
    // Only what set-up reaches is loaded into every test file.
    const isSetUp = entry === "@assay/core/adapter" || entry === "@assay/core";
    row(
      `import of ${entry}, CPU`,
      ms(without.cpuMs),
      ms(loaded.cpuMs),
      ms(extra),
      isSetUp ? "20 ms" : "none",
      isSetUp ? extra <= 20 : undefined,
    );
  }
}

function pair(project, repeats) {
  return inTurns([{ assay: false }, { assay: true }], project, repeats);
}

function three(project, repeats) {
  return inTurns([{ assay: false }, { assay: false, like: true }, { assay: true }], project, repeats);
}

function inTurns(kinds, project, repeats) {
  const env = { BENCH_URL: server.url };
  return compare(
    kinds.map((kind) => ({ ...writeProject({ ...project, ...kind }), env })),
    repeats,
  );
}

function ratio(what, bare, assay) {
  row(what, ms(bare), ms(assay), `x ${(assay / bare).toFixed(2)}`, "x 1.10", assay / bare <= 1.1);
}

function row(what, bare, assay, difference, target, met) {
  const mark = met === undefined ? "" : met ? "met" : "MISSED";
  console.log(`| ${what} | ${bare} | ${assay} | ${difference} | ${target} | ${mark} |`);
}

function ms(value) {
  return `${Math.round(value)} ms`;
}

/** Answers every request after 50 ms, in a process of its own. */
async function startServer() {
  const child = spawn(process.execPath, [join(here, "slow-server.mjs")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [chunk] = await once(child.stdout, "data");
  return { child, url: String(chunk).trim() };
}
