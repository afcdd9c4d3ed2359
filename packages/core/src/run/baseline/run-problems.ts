import type { GateReasonCode, Summary } from "../summary.ts";

/**
 * Why a run says less than the whole suite would: not sealed, narrowed, interrupted, without verdicts. A failed gate is
 * none of these: what failed is known.
 */
export function runProblems({ gate }: Pick<Summary, "gate">): readonly string[] {
  return gate.reasons
    .filter(
      ({ code, effect }) => (effect === "inconclusive" && !ofBaseline.has(code)) || code === "path-filter",
    )
    .map(({ message }) => message);
}

/** What the gate says of the baseline itself: it must not keep a run from becoming the next one. */
const ofBaseline: ReadonlySet<GateReasonCode> = new Set([
  "regression",
  "baseline-missing",
  "baseline-invalid",
]);
