import { betaQuantile } from "./beta-distribution.ts";
import { binomialCdf } from "./binomial-distribution.ts";
import type { Interval } from "./interval.ts";

/**
 * The exact interval for `passed` of `total` (Clopper and Pearson 1934): it covers the true rate at least as often as
 * `level` says, whatever that rate is. For gates and safety claims.
 */
export function clopperPearsonInterval(passed: number, total: number, level: number = 0.95): Interval {
  const tail = (1 - level) / 2;
  return {
    low: passed === 0 ? 0 : betaQuantile(tail, passed, total - passed + 1),
    high: passed === total ? 1 : betaQuantile(1 - tail, passed + 1, total - passed),
    level,
    method: "clopper-pearson",
  };
}

/** The one-sided exact lower bound of the rate behind `passed` of `total`; for total of total it is (1 - level)^(1/total). */
export function exactLowerBound(passed: number, total: number, level: number = 0.95): number {
  return passed === 0 ? 0 : betaQuantile(1 - level, passed, total - passed + 1);
}

/** The chance of at most `passed` of `total` if the true rate were `rate`: small means that the rate is below it. */
export function exactLowerTail(passed: number, total: number, rate: number): number {
  return binomialCdf(passed, total, rate);
}
