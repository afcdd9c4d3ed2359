import { betaQuantile } from "./beta-distribution.ts";
import { checkCounts, checkLevel } from "./check-input.ts";
import type { Interval } from "./interval.ts";

/**
 * The credible interval of the rate behind `passed` of `total`: with equal tails, from a Beta(`prior`, `prior`) prior. 1 is
 * the flat one (Bayes 1763), 0.5 that of Jeffreys (1946). For a reader who asks how likely a range is.
 *
 * @throws RangeError for counts that cannot be, a level that is not between 0 and 1, or a prior that is not above 0.
 * @example
 * ```ts
 * bayesInterval(9, 10); // { low: 0.587220083, high: 0.9771688017, level: 0.95, method: "bayes" }
 * ```
 */
export function bayesInterval(
  passed: number,
  total: number,
  level: number = 0.95,
  prior: number = 1,
): Interval {
  checkCounts(passed, total);
  checkLevel(level);
  if (!(prior > 0 && prior < Infinity))
    throw new RangeError(`Expected prior to be a finite number above 0, got ${prior}.`);
  const tail = (1 - level) / 2;
  const [a, b] = [passed + prior, total - passed + prior];
  return { low: betaQuantile(tail, a, b), high: betaQuantile(1 - tail, a, b), level, method: "bayes" };
}
