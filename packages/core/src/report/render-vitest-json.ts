import type { CaseStatus } from "../run/outcome.ts";
import type { Summary, SummaryCase } from "../run/summary.ts";
import { missPlace, testName } from "./case-place.ts";
import { encodeJson } from "./encode-json.ts";
import { evalMeta } from "./eval-meta.ts";
import { explainMiss } from "./list-misses.ts";

export interface RenderVitestJsonOptions {
  /** Absolute: put in front of the names of files, as both runners do. Default: names stay relative to the root. */
  readonly root?: string;
}

/**
 * A run in the shape of the JSON reports of Vitest and Jest, with scores in `meta.eval` as vitest-evals has them, for tools
 * that read these: the same from both runners. `meta.assay` says what that shape cannot.
 *
 * @example
 * ```ts
 * writeFileSync("vitest.json", renderVitestJson(summary, { root: process.cwd() }));
 * ```
 */
export function renderVitestJson(summary: Summary, { root }: RenderVitestJsonOptions = {}): string {
  const startTime = Date.parse(summary.startedAt);
  const files = groupByFile(summary.cases);
  const results = [...files].map(([file, cases]) => fileResult(file, cases, startTime, root));
  const failedFiles = summary.failedFiles.map(({ file, reason }) => lostFile(file, reason, startTime, root));
  const suites = [...results, ...failedFiles];
  const tests = results.flatMap(({ assertionResults }) => assertionResults);
  const count = (status: string): number => tests.filter((test) => test.status === status).length;
  const failedSuites = suites.filter(({ status }) => status === "failed").length;
  return `${encodeJson({
    numTotalTestSuites: suites.length,
    numPassedTestSuites: suites.length - failedSuites,
    numFailedTestSuites: failedSuites,
    numPendingTestSuites: 0,
    numTotalTests: tests.length,
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    numPendingTests: count("skipped"),
    numTodoTests: 0,
    startTime,
    success: summary.gate.verdict === "pass",
    testResults: suites,
  })}\n`;
}

function groupByFile(cases: readonly SummaryCase[]): ReadonlyMap<string, readonly SummaryCase[]> {
  const files = new Map<string, SummaryCase[]>();
  for (const one of cases) {
    const known = files.get(one.file);
    if (known === undefined) files.set(one.file, [one]);
    else known.push(one);
  }
  return files;
}

interface FileResult {
  readonly assertionResults: readonly AssertionResult[];
  readonly startTime: number;
  readonly endTime: number;
  readonly status: "passed" | "failed";
  readonly message: string;
  readonly name: string;
}

interface AssertionResult {
  readonly ancestorTitles: readonly string[];
  readonly fullName: string;
  readonly status: "passed" | "failed" | "skipped";
  readonly title: string;
  readonly duration: number;
  readonly failureMessages: readonly string[];
  readonly location: { readonly line: number; readonly column: number } | null;
  readonly meta: object;
  readonly tags: readonly string[];
}

function fileResult(
  file: string,
  cases: readonly SummaryCase[],
  startTime: number,
  root: string | undefined,
): FileResult {
  const assertionResults = cases.map(assertionResult);
  const failed = assertionResults.some(({ status }) => status === "failed");
  // When single tests started is not known; that they took their time one after the other is near enough.
  const endTime = startTime + assertionResults.reduce((sum, { duration }) => sum + duration, 0);
  return {
    assertionResults,
    startTime,
    endTime,
    status: failed ? "failed" : "passed",
    message: "",
    name: nameOf(file, root),
  };
}

function lostFile(file: string, message: string, startTime: number, root: string | undefined): FileResult {
  return {
    assertionResults: [],
    startTime,
    endTime: startTime,
    status: "failed",
    message,
    name: nameOf(file, root),
  };
}

function nameOf(file: string, root: string | undefined): string {
  return root === undefined ? file : `${root.replaceAll("\\", "/").replace(/\/$/, "")}/${file}`;
}

const statuses: { readonly [status in CaseStatus]: AssertionResult["status"] } = {
  pass: "passed",
  fail: "failed",
  error: "failed",
  inconclusive: "failed",
  "not-run": "skipped",
};

function assertionResult(one: SummaryCase): AssertionResult {
  const { status, checks, output, tags, file } = one;
  const titles = testName(one).split(" > ");
  const title = titles.pop() ?? "";
  const place = missPlace(one);
  const known = place.line !== undefined && place.file === file;
  return {
    ancestorTitles: titles,
    fullName: [...titles, title].join(" "),
    status: statuses[status],
    title,
    duration: one.durationMs,
    failureMessages: status === "pass" || status === "not-run" ? [] : [explainMiss(one)],
    location: known ? { line: place.line, column: place.column ?? 1 } : null,
    meta: {
      ...(status !== "not-run" && { eval: evalMeta(checks, status === "pass", output?.text) }),
      assay: assayMeta(one),
    },
    tags,
  };
}

function assayMeta(one: SummaryCase): object {
  const { id, project, partition, status, cause, stability, trials, attempts, costUsd, dimensions } = one;
  return {
    case: id,
    ...(project !== undefined && { project }),
    partition,
    status,
    ...(cause !== undefined && { cause }),
    ...(stability !== undefined && { stability }),
    trials,
    attempts,
    ...(costUsd !== undefined && { costUsd }),
    dimensions,
  };
}
