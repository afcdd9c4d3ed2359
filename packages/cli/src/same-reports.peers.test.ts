import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderHtml } from "@assay/core/report";
import { readCaseDetails, type Summary } from "@assay/core/run";
import { describe, expect, test } from "vitest";
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";
import { renderFormat, reportFormats } from "./report-formats.ts";
import { memoryIo } from "./test-helpers/memory-io.ts";

const files = ["a", "b", "c", "d"];

function run(peer: Peer, ...args: readonly string[]): Promise<FinishedProject> {
  const isJest = peer.startsWith("jest");
  const heads = isJest
    ? [
        'const { describeEval, evalTest, constraints, rubric } = require("@assay/jest");',
        'const suite = require("./suite.cjs");',
      ]
    : [
        'import { describeEval, evalTest, constraints, rubric } from "@assay/vitest";',
        'import { expect, test } from "vitest"; import suite from "./suite.cjs";',
      ];
  const body = (name: string): string =>
    [...heads, `suite({ describeEval, evalTest, constraints, rubric, expect, test }, "${name}");`, ""].join(
      "\n",
    );
  return runProject({
    peer,
    project: "same-suite",
    args: isJest ? ["--silent", ...args] : ["run", ...args],
    files: Object.fromEntries(files.map((name) => [`${name}.eval.test.js`, body(name)])),
  });
}

const times = new Set(["durationMs", "wallMs", "latencyMs", "p50", "p95"]);

/** Without what has to differ between two runs: the run's id, times, and the directory. */
function settled<T>(value: T, directory: string): T {
  const text = JSON.stringify(value, (name, field: unknown) => {
    if (name === "runId") return "20260101T000000000Z-000000";
    if (name === "startedAt") return "2026-01-01T00:00:00.000Z";
    return times.has(name) && typeof field === "number" ? 1 : field;
  });
  return JSON.parse(text.replaceAll(directory, "/app").replace(/\b\d+ ms\b/g, "1 ms")) as T;
}

const formats = reportFormats.filter((format) => format !== "html");

/** Every report of a run, by format. */
async function reportsOf({
  summary: found,
  directory,
  runs,
}: FinishedProject): Promise<ReadonlyMap<string, string>> {
  const summary = settled(found as Summary, directory);
  const run = runs.at(-1) as string;
  const input = { directory: "/app/.assay/runs/x", summary, earlier: [], toScreen: false, root: "/app" };
  const reports = new Map<string, string>();
  for (const format of formats)
    reports.set(format, [...(await renderFormat(format, input, memoryIo("/app")))].join(""));
  const details = settled(readCaseDetails(run, (found as Summary).cases), directory);
  return reports.set("html", await renderHtml(summary, { details }));
}

function expectSame(
  actual: ReadonlyMap<string, string>,
  expected: ReadonlyMap<string, string>,
  what: string,
): void {
  for (const [format, text] of expected)
    // Not by toBe: a failure would print megabytes of differences.
    expect(firstDifference(actual.get(format) ?? "", text), `${format} of ${what}`).toBeUndefined();
}

function firstDifference(a: string, b: string): string | undefined {
  if (a === b) return undefined;
  let at = 0;
  while (a[at] === b[at]) at++;
  const from = Math.max(0, at - 60);
  return `at ${at}: ${JSON.stringify(a.slice(from, at + 60))} and ${JSON.stringify(b.slice(from, at + 60))}`;
}

const ways: readonly (readonly [runner: "vitest" | "jest", ways: readonly (readonly string[])[]])[] = [
  [
    "vitest",
    [
      ["--maxWorkers=1"],
      ["--maxWorkers=4"],
      ["--maxWorkers=4", "--pool=threads"],
      ["--maxWorkers=1", "--pool=forks", "--no-file-parallelism"],
      ["--sequence.shuffle", "--sequence.seed=7"],
      ["--sequence.shuffle", "--sequence.seed=8", "--pool=threads"],
    ],
  ],
  [
    "jest",
    [
      ["--runInBand"],
      ["--maxWorkers=4"],
      ["--maxWorkers=4", "--workerThreads"],
      ["--randomize", "--seed=7"],
      ["--randomize", "--seed=8", "--runInBand"],
    ],
  ],
];

const peers = ["vitest-4", "vitest-5", "jest-29", "jest-30"] as const;

describe.each(peers)("%s", (peer) => {
  test("order, number and kind of workers change no byte of any report", async () => {
    const reference = await run(peer);
    expect(reference.summary, reference.stdout + reference.stderr).toBeDefined();
    const summary = reference.summary as Summary;
    const expected = await reportsOf(reference);

    // The suite has every status, so that each report has something to say.
    expect(new Set(summary.cases.map(({ status }) => status)).size).toBe(5);
    expect(summary.cases).toHaveLength(files.length * 27);
    for (const text of expected.values()) expect(text.length).toBeGreaterThan(100);
    for (const args of ways.find(([runner]) => peer.startsWith(runner))?.[1] ?? []) {
      const finished = await run(peer, ...args);

      expect(finished.exitCode, finished.stderr).toBe(1);
      expectSame(await reportsOf(finished), expected, args.join(" "));
    }
  });
});

test.each([
  ["the same suite", []],
  ["a part of it by name", ["-t", "asked once"]],
])("%s gives the same summary on every runner, but for the runner's name", async (_what, args) => {
  const summaries: unknown[] = [];
  for (const peer of peers) {
    const { summary, directory } = await run(peer, ...args);
    const { runner: _runner, ...rest } = settled(summary as Summary, directory);
    summaries.push(rest);
  }

  const [first, ...others] = summaries;
  for (const other of others) expect(other).toEqual(first);
});

test("the fixture's suite is one file for all runners", () => {
  const suite = readFileSync(
    join(import.meta.dirname, "../../../fixtures/projects/same-suite/suite.cjs"),
    "utf8",
  );

  expect(suite).not.toMatch(/vitest|jest/);
});
