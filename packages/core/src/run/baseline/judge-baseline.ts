import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isEvalError, type EvalError } from "../../errors/eval-error.ts";
import { showName } from "../../errors/show-value.ts";
import { compareRuns } from "../compare/compare-runs.ts";
import { isStrict } from "../compare/decide.ts";
import { keyOf } from "../compare/join-cases.ts";
import { formatPoints } from "../compare/show-difference.ts";
import type { Comparison } from "../comparison.ts";
import { record } from "../record.ts";
import { verdictOf } from "../gate.ts";
import { isPart } from "../must-fail.ts";
import type { GateSettings } from "../run-settings.ts";
import type { GateReason, Summary } from "../summary.ts";
import { baselineOf } from "./baseline-of.ts";
import type { Baseline, BaselineCase } from "./baseline.ts";
import { defaultBaseline } from "./default-baseline.ts";
import { judgeRubrics } from "./judge-rubrics.ts";
import { readBaseline } from "./read-baseline.ts";

export interface JudgeBaselineOptions {
  readonly gate: GateSettings | undefined;
  /** Absolute: the baseline's path is relative to the first of them that has it. */
  readonly roots: readonly string[];
}

/** Adds to the gate of a run what its configuration says of regressions against the baseline. */
export function judgeBaseline(run: Summary, { gate = {}, roots }: JudgeBaselineOptions): Summary {
  const { regression, baseline = defaultBaseline } = gate;
  const summary = judgeRubrics(
    run,
    roots.map((root) => resolve(root, baseline)),
  );
  if (regression === undefined) return summary;
  const paths = roots.map((root) => resolve(root, baseline));
  const found = compareWith(
    paths.find((path) => existsSync(path)) ?? (paths.at(-1) as string),
    baseline,
    summary,
  );
  const added =
    regression === "block" ? found : found.map((reason) => ({ ...reason, effect: "note" as const }));
  const reasons = [...summary.gate.reasons, ...added];
  return { ...summary, gate: { ...summary.gate, verdict: verdictOf(reasons), reasons } };
}

function compareWith(path: string, name: string, summary: Summary): readonly GateReason[] {
  const part = isPart(summary);
  try {
    return compareParts(readBaseline(path), summary, part);
  } catch (error) {
    if (!isEvalError(error)) throw error;
    // A rubric that changed under its version is told already.
    if (summary.gate.reasons.some(({ message }) => error.message.includes(message))) return [];
    return [unusable(error, name, part)];
  }
}

/** Advisory partitions for themselves: what became of them is told, and never fails the run. */
function compareParts(base: Baseline, summary: Summary, part: boolean): readonly GateReason[] {
  // The gate says already what is wrong with the run itself.
  const head = { ...summary, gate: { ...summary.gate, reasons: [] } };
  const isAdvisory = (name: string): boolean =>
    Object.hasOwn(summary.partitions, name) && summary.partitions[name]?.advisory === true;
  if (!Object.keys(summary.partitions).some(isAdvisory)) return reasonsOf(compareRuns(base, head), part);
  const partitions = new Map(head.cases.map((one) => [keyOf(one), one.partition]));
  const reasons = (advisory: boolean): readonly GateReason[] => {
    const isOf = (one: BaselineCase): boolean =>
      isAdvisory(partitions.get(keyOf(one)) ?? one.partition) === advisory;
    const [before, after] = [casesOf(base, isOf), casesOf(baselineOf(head), isOf)];
    if (before.cases.length + after.cases.length === 0) return [];
    return reasonsOf(compareRuns(before, after), part);
  };
  return [...reasons(false), ...reasons(true).map((reason) => ({ ...reason, effect: "note" as const }))];
}

function casesOf(side: Baseline, isOf: (one: BaselineCase) => boolean): Baseline {
  const cases = side.cases.filter(isOf);
  const names = new Set(cases.map(({ partition }) => partition));
  return {
    ...side,
    cases,
    partitions: record(Object.entries(side.partitions).filter(([name]) => names.has(name))),
  };
}

function unusable({ code, message }: EvalError, name: string, part: boolean): GateReason {
  if (code !== "BASELINE_NOT_FOUND") return { code: "baseline-invalid", effect: "inconclusive", message };
  return {
    code: "baseline-missing",
    // Nobody who runs a single test wants to hear that first.
    effect: part ? "note" : "inconclusive",
    message: `no baseline ${showName(name)} to compare with: run assay baseline write on the main branch and commit the file`,
  };
}

/** Of a part of the suite, only single cases can be judged: the others may make up for a rate, and are not gone. */
function reasonsOf(comparison: Comparison, part: boolean): readonly GateReason[] {
  const { newlyFailing, open } = comparison;
  const dropped = drops(comparison);
  const worse = part ? [] : dropped;
  // A case that was strict in the baseline, and was moved since, is a regression all the same.
  const isMoved =
    comparison.verdict === "regression" && dropped.length === 0 && !newlyFailing.some(isStrictChange);
  // Where a whole partition or score got worse, each of its cases is a part of that.
  const blocking = newlyFailing.filter((change) => isMoved || worse.length > 0 || isStrictChange(change));
  return [
    ...flips("fail", blocking),
    ...flips(
      "note",
      newlyFailing.filter((change) => !blocking.includes(change)),
    ),
    ...worse.map((message) => regression("fail", message)),
    ...(part
      ? []
      : open.map(({ code, message }) =>
          regression(code === "unproven" ? "note" : "inconclusive", `compared with the baseline: ${message}`),
        )),
    ...(part ? [] : changedUnderneath(comparison)),
  ];
}

function flips(effect: "fail" | "note", changes: Comparison["newlyFailing"]): readonly GateReason[] {
  if (changes.length === 0) return [];
  const names = changes.map(({ partition, id }) => `${showName(partition)} / ${showName(id)}`);
  return [regression(effect, `newly failing since the baseline: ${list(names)}`)];
}

function isStrictChange({ partition, base, head }: Comparison["newlyFailing"][number]): boolean {
  return base === "pass" && head === "fail" && isStrict(partition);
}

const wantsAnew: ReadonlySet<string> = new Set(["nothing-compared", "not-comparable", "removed"]);

/** Why cases could not be compared, and what to do where that was meant. */
function changedUnderneath({ notComparable, open }: Comparison): readonly GateReason[] {
  const rest = notComparable.length - 3;
  return [
    ...notComparable
      .slice(0, 3)
      .map(({ message, cases }) =>
        regression("note", `not comparable with the baseline: ${message}${leftOut(cases.length)}`),
      ),
    ...(rest > 0
      ? [regression("note", `not comparable with the baseline: and ${rest} more; see assay compare`)]
      : []),
    ...(open.some(({ code }) => wantsAnew.has(code))
      ? [regression("note", "where that is wanted, make this run the baseline: assay baseline write")]
      : []),
  ];
}

function leftOut(cases: number): string {
  return cases === 0 ? "" : `: ${cases} ${cases === 1 ? "case" : "cases"} left out`;
}

function drops({ partitions, scores }: Comparison): readonly string[] {
  return [
    ...Object.entries(partitions).map(([name, row]) => ({ ...row, name: showName(name) })),
    ...scores.map((row) => ({
      ...row,
      name: `${showName(row.partition)}: score of ${showName(row.subject ?? row.check)}`,
    })),
  ]
    .filter(({ verdict }) => verdict === "regression")
    .map(
      ({ name, difference, cases }) =>
        `${name}: ${formatPoints(difference)} below the baseline over ${cases} cases`,
    );
}

function regression(effect: GateReason["effect"], message: string): GateReason {
  return { code: "regression", effect, message };
}

const shown = 20;

function list(names: readonly string[]): string {
  const rest = names.length - shown;
  return `${names.slice(0, shown).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
