import { exactLowerBound } from "../../statistics/clopper-pearson-interval.ts";
import type { CanaryResult, ErrorRate, JudgeCheck } from "./judge-check.ts";

interface Limits {
  readonly maxFalsePass: number;
  readonly level: number;
}

/** More right answers than this may not fail: a judge that fails everything lets nothing wrong pass, and is of no use. */
const mostFalseFails = 0.25;

/** Rates and verdict of a check from what became of its canaries. */
export function concludeCheck(
  canaries: readonly CanaryResult[],
  { maxFalsePass, level }: Limits,
): Pick<JudgeCheck, "verdict" | "reasons" | "falsePass" | "falseFail" | "brokenTies" | "canaries"> {
  const falsePass = rateOf(canaries, "fail", level);
  const falseFail = rateOf(canaries, "pass", level);
  const brokenTies = rateOf(canaries, "tie", level);
  const failures = [
    ...(falsePass.wrong > 0 && falsePass.upperBound > maxFalsePass
      ? [describeFalsePass(falsePass, maxFalsePass)]
      : []),
    ...(falseFail.wrong > falseFail.of * mostFalseFails
      ? [`${falseFail.wrong} of ${falseFail.of} right answers failed, at most a quarter may`]
      : []),
    ...(brokenTies.wrong > 0
      ? [`${brokenTies.wrong} of ${brokenTies.of} pairs that say the same did not tie`]
      : []),
  ];
  const doubts = failures.length > 0 ? [] : doubtsOf(canaries, falsePass, falseFail, maxFalsePass);
  return {
    verdict: failures.length > 0 ? "fail" : doubts.length > 0 ? "inconclusive" : "pass",
    reasons: [...failures, ...doubts],
    falsePass,
    falseFail,
    brokenTies,
    canaries,
  };
}

/** Canaries without a verdict are nobody's mistake: they leave less to conclude from. */
function rateOf(
  canaries: readonly CanaryResult[],
  expected: CanaryResult["expected"],
  level: number,
): ErrorRate {
  const decided = canaries.filter(
    (one) => one.expected === expected && one.outcome !== "inconclusive" && one.outcome !== "error",
  );
  const wrong = decided.filter(({ outcome }) => outcome !== expected).length;
  const of = decided.length;
  // The upper bound of a rate is 1 less the lower bound of its complement.
  return { wrong, of, upperBound: of === 0 ? 1 : 1 - exactLowerBound(of - wrong, of, level), level };
}

function doubtsOf(
  canaries: readonly CanaryResult[],
  falsePass: ErrorRate,
  falseFail: ErrorRate,
  maxFalsePass: number,
): readonly string[] {
  const without = canaries.filter(({ outcome }) => outcome === "inconclusive" || outcome === "error").length;
  const undecided = without === 0 ? "" : `; ${without} of ${canaries.length} canaries got no verdict`;
  return [
    ...(falsePass.upperBound > maxFalsePass
      ? [`${describeFalsePass(falsePass, maxFalsePass)}${undecided}`]
      : []),
    ...(falseFail.of === 0 ? [`no right answer got a verdict${undecided}`] : []),
  ];
}

function describeFalsePass({ wrong, of, upperBound }: ErrorRate, maxFalsePass: number): string {
  return `${wrong} of ${of} texts that should fail passed: the true rate may be as high as ${percent(upperBound)}, at most ${percent(maxFalsePass)} wanted`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1).replace(/\.0$/, "")} %`;
}
