import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isEvalError, type EvalError } from "../../errors/eval-error.ts";
import { showName } from "../../errors/show-value.ts";
import { compareRuns } from "../compare/compare-runs.ts";
import { isStrict } from "../compare/decide.ts";
import { formatPoints } from "../compare/show-difference.ts";
import type { Comparison } from "../comparison.ts";
import { verdictOf } from "../gate.ts";
import { isPart } from "../must-fail.ts";
import type { GateSettings } from "../run-settings.ts";
import type { GateReason, Summary } from "../summary.ts";
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
    // The gate says already what is wrong with the run itself.
    const head = { ...summary, gate: { ...summary.gate, reasons: [] } };
    return reasonsOf(compareRuns(readBaseline(path), head), part);
  } catch (error) {
    if (!isEvalError(error)) throw error;
    // A rubric that changed under its version is told already.
    if (summary.gate.reasons.some(({ message }) => error.message.includes(message))) return [];
    return [unusable(error, name, part)];
  }
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
  const worse = part ? [] : drops(comparison);
  // Where a whole partition or score got worse, each of its cases is a part of that.
  const blocking = newlyFailing.filter((change) => worse.length > 0 || isStrictChange(change));
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
