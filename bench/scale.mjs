// Runs of 10,000 and of 100,000 cases: summary, gate and every report. A journal is written by the real writer in one process
// and read by others, each of which does one thing once, as `assay` does: time and peak memory are those of that process,
// less those of one that only imports what it needs. Reports are written to a file as `assay report` writes them.
//   node bench/scale.mjs [cases...]
//   OUTPUT=20000 HEAP=256 node bench/scale.mjs 100000   outputs of 20 kB, uncut; a heap of 256 MB at most
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { machine } from "./measure.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, ".tmp", "scale");
const outputLength = Number(process.env.OUTPUT ?? 2_000);
const heapLimit = process.env.HEAP === undefined ? [] : [`--max-old-space-size=${process.env.HEAP}`];
const turnsOf = (size) => (size > 10_000 ? 1 : 3);

const renderers = {
  terminal: ({ renderTerminal }, summary) => renderTerminal(summary, { width: 120, misses: 30 }),
  "step summary": ({ renderMarkdown }, summary) => renderMarkdown(summary),
  comment: ({ renderComment }, summary) => renderComment(summary),
  annotations: ({ renderAnnotations }, summary) => renderAnnotations(summary),
  JUnit: ({ renderJunitPieces }, summary) => renderJunitPieces(summary),
  "Vitest-shaped JSON": ({ renderVitestJsonPieces }, summary) => renderVitestJsonPieces(summary),
  "code quality": ({ renderCodeQuality }, summary) => renderCodeQuality(summary),
  metrics: ({ renderMetrics }, summary) => renderMetrics(summary),
  CSV: ({ renderCsvPieces }, summary) => renderCsvPieces(summary),
  HTML: ({ renderHtmlPieces }, summary, directory, { openCaseDetails }) =>
    renderHtmlPieces(summary, { details: openCaseDetails(directory, summary.cases) }),
};
const reportNames = Object.keys(renderers).map((name) => `report: ${name}`);

const together = "summary, gate and every report, in one process";

const partitions = [
  "golden",
  "regression",
  "adversarial",
  ...Array.from({ length: 17 }, () => "distribution"),
];
const intents = ["refund", "pricing", "account", "integration", "other"];

const noReasons = { gate: { verdict: "pass", reasons: [] } };
let written = 0;

const [job, ...rest] = process.argv.slice(2);
if (job === "write") await writeRun(Number(rest[0]));
else if (job === "measure") await measure(rest[0], rest[1]);
else await main([job, ...rest].filter(Boolean).map(Number));

async function main(sizes) {
  console.log(`Machine: ${machine()}; ${new Date().toISOString().slice(0, 10)}`);
  for (const size of sizes.length > 0 ? sizes : [10_000, 100_000]) {
    rmSync(root, { recursive: true, force: true });
    const { directory } = child("write", size);
    const bytes = readdirSync(directory)
      .filter((name) => name.endsWith(".jsonl"))
      .reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
    console.log(`\n${size.toLocaleString("en")} cases, a journal of ${mega(bytes)}\n`);
    console.log("| what | CPU | wall | peak memory | text |\n| --- | --- | --- | --- | --- |");
    for (const what of ["summary and gate", "seal and summary.json", ...reportNames, together])
      report(what, directory, turnsOf(size));
  }
  if (process.env.KEEP === undefined) rmSync(root, { recursive: true, force: true });
}

function report(what, directory, turns) {
  const runs = Array.from({ length: turns }, () => child("measure", directory, what));
  const median = (field) => runs.map((run) => run[field]).toSorted((a, b) => a - b)[Math.floor(turns / 2)];
  const text = median("length") === 0 ? "" : mega(median("length"));
  console.log(
    `| ${what} | ${median("cpu").toFixed(0)} ms | ${median("ms").toFixed(0)} ms | ${mega(median("bytes"))} | ${text} |`,
  );
}

function child(...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...heapLimit, fileURLToPath(import.meta.url), ...args.map(String)],
    {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function mega(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The run of an assistant: in every partition some cases that fail, a tenth judged, 20 files, three lines of events for each. */
async function writeRun(size) {
  const { createJournalWriter, createRun, defaultSettings, finishRun } = await import("@assay/core/run");
  mkdirSync(root, { recursive: true });
  const run = createRun({
    root,
    runner: { name: "vitest", version: "4.1.12" },
    settings: defaultSettings,
    filter: {},
  });
  const files = 20;
  const journals = Array.from({ length: files }, () => createJournalWriter(run.directory));
  for (let index = 0; index < size; index++) journals[index % files].appendAll(eventsOf(index, files));
  for (const journal of journals) journal.close();
  finishRun(run, { interrupted: false, failedFiles: [], unhandledErrors: [] });
  console.log(JSON.stringify({ directory: run.directory }));
}

function eventsOf(index, files) {
  const id = `case-${index}`;
  const key = {
    project: "",
    file: `evals/part-${index % files}.eval.test.ts`,
    test: `assistant > ${id}`,
    case: id,
  };
  const partition = partitions[Math.floor(index / files) % partitions.length];
  const failed = index % 20 === 7;
  const text =
    `Case ${index}: ${"the reply of the assistant, in some words. ".repeat(Math.ceil(outputLength / 40))}`.slice(
      0,
      outputLength,
    );
  const cut = (value) => ({ text: value, length: value.length });
  const check = {
    name: index % 10 === 0 ? "toPassJudge" : "toMatchTokens",
    ...(index % 10 === 0 && { subject: "resolves-the-question", verdict: verdict(failed) }),
    outcome: failed ? "fail" : "pass",
    negated: false,
    advisory: false,
    score: failed ? 0.3 : 0.9,
    reason: failed ? "token F1 0.300 (precision 0.300, recall 0.300), at least 0.8 wanted" : undefined,
    durationMs: 1,
  };
  return [
    {
      kind: "declare",
      ...key,
      partition,
      dimensions: { intent: intents[index % intents.length] },
      tags: ["bench"],
      fingerprint: index.toString(16).padStart(64, "0"),
      location: { file: "evals/assistant.cases.jsonl", line: index + 1 },
    },
    { kind: "start", ...key, trial: 0, attempt: 0 },
    { kind: "check", ...key, trial: 0, attempt: 0, check },
    {
      kind: "end",
      ...key,
      trial: 0,
      attempt: 0,
      status: failed ? "fail" : "pass",
      ...(failed && { cause: "check", reason: `${check.name}: ${check.reason}` }),
      durationMs: 20 + (index % 100),
      input: cut(`{"question":"Question ${index}?"}`),
      expected: cut("the reply of the assistant"),
      output: cut(text),
    },
  ];
}

function verdict(failed) {
  return {
    rubric: { name: "resolves-the-question", version: 2, hash: "0".repeat(64) },
    outcome: failed ? "fail" : "pass",
    critique: "It answers what was asked, with the policy that applies.",
    evidence: [],
    claims: [],
    model: { asked: "gpt-5-mini", served: "gpt-5-mini-2026", family: "gpt" },
    parserVersion: "1",
    requests: 1,
    judgeHash: "1".repeat(64),
    promptVersion: "1",
    durationMs: 700,
    costUsd: 0.0004,
    usage: { inputTokens: 900, outputTokens: 80 },
  };
}

/** Runs one thing once, and prints how long it took, its text's length, and how much memory it needed at its peak. */
async function measure(directory, what) {
  const core = await import("@assay/core/run");
  const isReport = what.startsWith("report: ");
  const reports = isReport || what === together ? await import("@assay/core/report") : undefined;
  // Loads what the functions are in; what they load only when they need it counts.
  core.exitCodeOf(noReasons, { allowPartial: false });
  // As in a job of CI, there are no reports of an earlier run.
  rmSync(join(root, "reports"), { recursive: true, force: true });
  mkdirSync(join(root, "reports"));
  const before = process.resourceUsage().maxRSS;
  let watch = startWatch();
  let length = 0;
  let told;
  if (what === "seal and summary.json") {
    const manifest = core.readRunManifest(directory);
    core.finishRun({ directory, manifest }, { interrupted: false, failedFiles: [], unhandledErrors: [] });
    length = statSync(join(directory, "summary.json")).size;
  } else {
    const summary = core.summarizeRun(directory);
    core.exitCodeOf(summary, { allowPartial: false });
    if (reports !== undefined) {
      // The summary has a line of its own.
      if (isReport) watch = startWatch();
      for (const name of isReport ? [what.slice("report: ".length)] : Object.keys(renderers)) {
        const text = await renderers[name](reports, summary, directory, core);
        length += writePieces(typeof text === "string" ? [text] : text);
      }
    }
    told = summary;
  }
  const spent = watch();
  const bytes = (process.resourceUsage().maxRSS - before) * 1024;
  if (told !== undefined) assertComplete(told);
  console.log(JSON.stringify({ ...spent, bytes, length }));
}

function startWatch() {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { ms: performance.now() - from, cpu: (user + system) / 1000 };
  };
}

function writePieces(pieces) {
  const path = join(root, "reports", String(written++));
  const file = openSync(path, "w");
  for (const piece of pieces) writeFileSync(file, piece);
  closeSync(file);
  return statSync(path).size;
}

/** Speed at the price of a case would be none. */
function assertComplete({ cases, partitions }) {
  for (const { declared, pass, fail, inconclusive, error, notRun } of Object.values(partitions))
    if (declared !== pass + fail + inconclusive + error + notRun) throw new Error("the cases do not add up");
  const declared = Object.values(partitions).reduce((sum, row) => sum + row.declared, 0);
  if (declared !== cases.length) throw new Error(`${declared} declared, ${cases.length} listed`);
}
