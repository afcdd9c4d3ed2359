import { EvalError } from "../errors/eval-error.ts";
import { binomialTail } from "../statistics/binomial-distribution.ts";
import type { CaseResult } from "./run-case.ts";

/** What a suite asks of its own cases. */
export interface SuiteGate {
  /** The share that must pass, from 0 to 1. */
  readonly passRate: number;
  /** How many cases there must be; not asked of a shard. */
  readonly minCases?: number;
  /** The rate must be shown at this confidence (Clopper-Pearson, one-sided), such as 0.95; not asked of a shard. */
  readonly confidence?: number;
}

export interface SuiteGateInput {
  readonly suite: string;
  readonly gate: SuiteGate;
  readonly declared: number;
  readonly results: ReadonlyMap<string, CaseResult>;
  /** Whether the suite has further cases in other processes. */
  readonly isShard: boolean;
}

/** The bounds of design and gate alike: low = passed/declared, high = (passed + undecided)/declared. */
export function suiteGateError(input: SuiteGateInput): EvalError | undefined {
  const { suite, gate, declared, results, isShard } = input;
  const { passRate } = gate;
  const statuses = [...results.values()].map(({ status }) => status);
  const passed = statuses.filter((status) => status === "pass").length;
  const failed = statuses.filter((status) => status === "fail").length;
  const notRun = declared - statuses.length + statuses.filter((status) => status === "not-run").length;
  if (declared > 0 && passed >= passRate * declared - 1e-9)
    return isShard ? undefined : tooFewError(suite, gate, declared, passed);
  const counts = `${passed} of ${declared} passed, ${failed} failed, ${declared - passed - failed - notRun} without a verdict, ${notRun} not run; ${passRate * 100} % must pass`;
  if (declared - failed < passRate * declared - 1e-9) {
    const missed = [...results].filter(([, { status }]) => status === "fail").map(([id]) => id);
    return new EvalError(
      `Failed to pass the gate of "${suite}": ${counts}. Failed: ${missed.slice(0, 20).join(", ")}${missed.length > 20 ? ` and ${missed.length - 20} more` : ""}.`,
      { code: "GATE_FAILED", outcome: "fail" },
    );
  }
  if (notRun > 0 && declared > 0) return undefined;
  return new EvalError(
    `Failed to decide the gate of "${suite}": ${counts}. Run the cases without a verdict again.`,
    {
      code: "GATE_INCONCLUSIVE",
      outcome: "inconclusive",
    },
  );
}

/** A rate that holds over fewer cases than it takes to show it. */
function tooFewError(
  suite: string,
  { passRate, minCases = 0, confidence }: SuiteGate,
  declared: number,
  passed: number,
): EvalError | undefined {
  const undecided = (problem: string): EvalError =>
    new EvalError(`Failed to decide the gate of "${suite}": ${problem}. Add cases.`, {
      code: "GATE_INCONCLUSIVE",
      outcome: "inconclusive",
    });
  if (!(declared >= minCases)) return undecided(`it has ${declared} of at least ${minCases} cases`);
  // The exact lower bound is at least passRate if and only if a true rate of passRate gives as many passes this seldom.
  if (confidence === undefined || binomialTail(passed, declared, passRate) <= 1 - confidence)
    return undefined;
  return undecided(
    `${passed} of ${declared} passed, which does not show a true rate of ${passRate * 100} % at ${confidence * 100} %`,
  );
}
