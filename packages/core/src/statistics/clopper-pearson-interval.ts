import { betaQuantile } from "./beta-distribution.ts";
import { binomialCdf } from "./binomial-distribution.ts";
import { checkCounts, checkLevel, checkShare } from "./check-input.ts";
import type { Interval } from "./interval.ts";

/**
 * The exact interval for `passed` of `total` (Clopper and Pearson 1934): it covers the true rate at least as often as
 * `level` says, whatever that rate is. For gates and safety claims.
 *
 * @throws RangeError for counts that cannot be, or a level that is not between 0 and 1.
 * @example
 * ```ts
 * clopperPearsonInterval(9, 10); // { low: 0.554983883, high: 0.9974714215, level: 0.95, method: "clopper-pearson" }
 * ```
 */
export function clopperPearsonInterval(passed: number, total: number, level: number = 0.95): Interval {
  checkCounts(passed, total);
  checkLevel(level);
  const tail = (1 - level) / 2;
  return {
    low: passed === 0 ? 0 : betaQuantile(tail, passed, total - passed + 1),
    high: passed === total ? 1 : betaQuantile(1 - tail, passed + 1, total - passed),
    level,
    method: "clopper-pearson",
  };
}

/**
 * The one-sided exact lower bound of the rate behind `passed` of `total` (Clopper and Pearson 1934); for total of total it
 * is (1 - level)^(1/total).
 *
 * @throws RangeError for counts that cannot be, or a level that is not between 0 and 1.
 * @example
 * ```ts
 * exactLowerBound(50, 50); // 0.9418449209
 * ```
 */
export function exactLowerBound(passed: number, total: number, level: number = 0.95): number {
  checkCounts(passed, total);
  checkLevel(level);
  return passed === 0 ? 0 : betaQuantile(1 - level, passed, total - passed + 1);
}

/**
 * The chance of at most `passed` of `total` if the true rate were `rate`: small means that the rate is below it.
 *
 * @throws RangeError for counts that cannot be, or a rate that is not from 0 to 1.
 * @example
 * ```ts
 * exactLowerTail(7, 10, 0.9); // 0.0701908264
 * ```
 */
export function exactLowerTail(passed: number, total: number, rate: number): number {
  checkCounts(passed, total);
  checkShare(rate, "rate");
  return binomialCdf(passed, total, rate);
}
