import { compactJsonPieces, joinPieces } from "../platform/json-pieces.ts";
import { explainMiss } from "../run/explain-miss.ts";
import type { CaseStatus } from "../run/outcome.ts";
import type { Summary, SummaryCase } from "../run/summary.ts";
import { missPlace, testName } from "./case-place.ts";
import { encodeJsonText } from "./encode-json.ts";
import { evalMeta } from "./eval-meta.ts";

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
export function renderVitestJson(summary: Summary, options: RenderVitestJsonOptions = {}): string {
  return [...vitestJsonPieces(summary, options)].join("");
}

/**
 * What {@link renderVitestJson} gives, piece by piece, for a large run that is written to a file.
 *
 * @example
 * ```ts
 * for (const piece of renderVitestJsonPieces(summary)) writeSync(file, piece);
 * ```
 */
export function renderVitestJsonPieces(
  summary: Summary,
  options: RenderVitestJsonOptions = {},
): Iterable<string> {
  return vitestJsonPieces(summary, options);
}

/** The report, its files and their tests are taken apart. */
const levels = 4;

function* vitestJsonPieces(
  summary: Summary,
  { root }: RenderVitestJsonOptions,
): Generator<string, void, undefined> {
  const { cases, failedFiles } = summary;
  const startTime = Date.parse(summary.startedAt);
  const files = groupByFile(cases);
  const results = [...files].map(([file, members]) => fileResult(file, members, startTime, root));
  const lost = failedFiles.map(({ file, reason }) => lostFile(file, reason, startTime, root));
  const suites = [...results, ...lost];
  const count = (status: string): number => cases.filter((one) => statuses[one.status] === status).length;
  const failedSuites = suites.filter(({ status }) => status === "failed").length;
  const report = {
    numTotalTestSuites: suites.length,
    numPassedTestSuites: suites.length - failedSuites,
    numFailedTestSuites: failedSuites,
    numPendingTestSuites: 0,
    numTotalTests: cases.length,
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    numPendingTests: count("skipped"),
    numTodoTests: 0,
    startTime,
    success: summary.gate.verdict === "pass",
    testResults: suites,
  };
  for (const piece of joinPieces(compactJsonPieces(report, levels))) yield encodeJsonText(piece);
  yield "\n";
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
  /** Made while they are written: a large run has many. */
  readonly assertionResults: Iterable<AssertionResult>;
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
  const failed = cases.some(({ status }) => statuses[status] === "failed");
  // When single tests started is not known; that they took their time one after the other is near enough.
  const endTime = startTime + cases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return {
    assertionResults: assertionsOf(cases),
    startTime,
    endTime,
    status: failed ? "failed" : "passed",
    message: "",
    name: nameOf(file, root),
  };
}

function* assertionsOf(cases: readonly SummaryCase[]): Generator<AssertionResult, void, undefined> {
  for (const one of cases) yield assertionResult(one);
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
  // JSON leaves out what is undefined.
  return { case: id, project, partition, status, cause, stability, trials, attempts, costUsd, dimensions };
}
