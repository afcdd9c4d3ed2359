import { joinPieces } from "../platform/json-pieces.ts";
import { explainMiss } from "../run/explain-miss.ts";
import type { CutText } from "../run/journal-line.ts";
import type { CaseCheck, PartitionSummary, Summary, SummaryCase } from "../run/summary.ts";
import { checkName } from "../run/check-name.ts";
import { missPlace, testName } from "./case-place.ts";
import { showCut } from "./cut-to.ts";
import { formatShare, formatSum } from "./format-numbers.ts";
import { junitSuite, junitTotals, type JunitCount, type JunitSuite, type JunitTest } from "./junit-suite.ts";

/**
 * A run as JUnit XML: one suite per test file, with partition, scores, judges and cost as properties, and a suite `assay`
 * whose tests are the run and its partitions. A failure is a `<failure>`; a case without a verdict is an `<error>`, and one
 * that did not run is `<skipped>`. What the gate tolerates is a `<failure>` of its case all the same.
 *
 * @example
 * ```ts
 * writeFileSync("junit.xml", renderJunit(summary));
 * ```
 */
export function renderJunit(summary: Summary): string {
  return [...junitPieces(summary)].join("");
}

/**
 * What {@link renderJunit} gives, piece by piece, for a large run that is written to a file.
 *
 * @example
 * ```ts
 * for (const piece of renderJunitPieces(summary)) writeSync(file, piece);
 * ```
 */
export function renderJunitPieces(summary: Summary): Iterable<string> {
  return joinPieces(junitPieces(summary));
}

function* junitPieces(summary: Summary): Generator<string, void, undefined> {
  const { startedAt, runner, runId } = summary;
  const properties = [
    ["run", runId],
    ["runner", `${runner.name} ${runner.version}`],
  ] as const;
  const gate = gateTests(summary);
  const suites = [{ name: "assay", counts: gate, tests: gate }, ...fileSuites(summary)];
  yield `<?xml version="1.0" encoding="UTF-8"?>\n`;
  yield `<testsuites name="assay" ${junitTotals(suites.flatMap(({ counts }) => counts))}>\n`;
  for (const suite of suites) yield* junitSuite({ ...suite, startedAt, properties });
  yield `</testsuites>\n`;
}

function fileSuites({ cases }: Summary): Pick<JunitSuite, "name" | "counts" | "tests">[] {
  const suites = new Map<string, SummaryCase[]>();
  for (const one of cases) {
    const name = suiteName(one);
    const known = suites.get(name);
    if (known === undefined) suites.set(name, [one]);
    else known.push(one);
  }
  return [...suites].map(([name, members]) => ({
    name,
    counts: members.map(caseCount),
    tests: caseTests(members),
  }));
}

function* caseTests(cases: readonly SummaryCase[]): Generator<JunitTest, void, undefined> {
  for (const one of cases) yield caseTest(one);
}

function caseCount({ status, durationMs }: SummaryCase): JunitCount {
  const seconds = durationMs / 1000;
  return status === "pass" ? { seconds } : { seconds, result: { kind: resultKinds[status] } };
}

const resultKinds = {
  fail: "failure",
  error: "error",
  inconclusive: "error",
  "not-run": "skipped",
} as const;

function suiteName({ project, file }: SummaryCase): string {
  return project === undefined ? file : `[${project}] ${file}`;
}

/** The gate as tests, so that a reader of JUnit never takes a run for green that is incomplete or below its threshold. */
function gateTests({ gate, partitions }: Summary): JunitTest[] {
  const told = gate.reasons.filter(({ effect }) => effect !== "note").map(({ message }) => message);
  const run: JunitTest = {
    classname: "assay",
    name: "run",
    ...(gate.verdict !== "pass" && { result: gateResult(gate.verdict, told.join("\n")) }),
  };
  const rows = Object.entries(partitions).map(([name, row]): JunitTest => {
    const message = `${row.pass} of ${row.declared} passed, ${formatShare(row.threshold)} must pass`;
    return {
      classname: "assay",
      name: `partition ${name}`,
      properties: partitionProperties(row),
      ...(row.verdict !== "pass" && row.advisory !== true && { result: gateResult(row.verdict, message) }),
    };
  });
  return [run, ...rows];
}

function gateResult(verdict: "fail" | "inconclusive", message: string): NonNullable<JunitTest["result"]> {
  return { kind: verdict === "fail" ? "failure" : "error", type: `gate-${verdict}`, message };
}

function partitionProperties(row: PartitionSummary): [string, string][] {
  return [
    ["verdict", row.verdict],
    ["passRate", String(row.passRate)],
    ["threshold", String(row.threshold)],
    ["interval.low", String(row.interval.low)],
    ["interval.high", String(row.interval.high)],
    ["declared", String(row.declared)],
    ...(row.costUsd === undefined ? [] : [["costUsd", formatSum(row.costUsd)] as [string, string]]),
  ];
}

function caseTest(one: SummaryCase): JunitTest {
  const place = one.status === "pass" || one.status === "not-run" ? { file: one.file } : missPlace(one);
  const result = caseResult(one);
  return {
    classname: suiteName(one),
    name: testName(one),
    seconds: one.durationMs / 1000,
    place,
    properties: caseProperties(one),
    ...(result !== undefined && { result }),
  };
}

function caseResult(one: SummaryCase): JunitTest["result"] {
  if (one.status === "pass") return undefined;
  const message = explainMiss(one);
  const kind = resultKinds[one.status];
  if (one.status === "not-run") return { kind, message };
  const body = [
    message,
    ...texts("input", one.input),
    ...texts("expected", one.expected),
    ...texts("output", one.output),
  ].join("\n");
  return { kind, type: one.status === "fail" ? (one.cause ?? "check") : one.status, message, body };
}

function texts(label: string, cut: CutText | undefined): string[] {
  return cut === undefined ? [] : [`${label}: ${showCut(cut)}`];
}

function caseProperties(one: SummaryCase): [string, string][] {
  const { id, partition, status, stability, attempts, trials, costUsd, tags, dimensions, checks } = one;
  const all: [string, string][] = [
    ["case", id],
    ["partition", partition],
    ["status", status],
  ];
  if (stability !== undefined) all.push(["stability", stability]);
  if (trials > 1) all.push(["trials", String(trials)]);
  if (attempts > 1) all.push(["attempts", String(attempts)]);
  if (costUsd !== undefined) all.push(["costUsd", formatSum(costUsd)]);
  for (const tag of tags) all.push(["tag", tag]);
  for (const [name, value] of Object.entries(dimensions))
    all.push([`dimension.${name}`, typeof value === "string" ? value : JSON.stringify(value)]);
  for (const check of checks) addCheckProperties(all, check);
  return all;
}

function addCheckProperties(all: [string, string][], check: CaseCheck): void {
  const name = checkName(check);
  const { outcome, advisory, score, model, rubric } = check;
  all.push([`check.${name}`, advisory ? `${outcome} (advisory)` : outcome]);
  if (score !== undefined) all.push([`score.${name}`, String(score)]);
  if (model === undefined) return;
  const judge = rubric === undefined ? model : `${model}, ${rubric.name} v${rubric.version}`;
  all.push([`judge.${name}`, judge]);
}
