import { checkLevel, checkPairs } from "./check-input.ts";
import type { Interval } from "./interval.ts";
import { mean, sampleVariance } from "./mean-variance.ts";
import { tQuantile, tTail } from "./t-distribution.ts";

/** The difference of two means, second minus first, with its test. */
export interface MeanDifference {
  readonly difference: number;
  readonly standardError: number;
  /** Infinite when every difference is the same and not 0. */
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
  readonly interval: Interval;
}

/**
 * The paired t test of the same cases' scores before and after (Miller, arXiv 2411.00640, section 4): second minus first.
 *
 * @throws RangeError when the lists differ in length, hold fewer than two pairs or a value that is not finite, or the level
 *   is not between 0 and 1.
 * @example
 * ```ts
 * pairedTTest([4, 5, 4, 4], [3, 4, 4, 4]).p; // 0.1816901138
 * ```
 */
export function pairedTTest(
  before: readonly number[],
  after: readonly number[],
  level: number = 0.95,
): MeanDifference {
  checkPairs(before, after, 2);
  checkLevel(level);
  const differences = pairedDifferences(before, after);
  const standardError = Math.sqrt(sampleVariance(differences) / differences.length);
  return meanDifference(mean(differences), standardError, differences.length - 1, level, "paired-t");
}

/**
 * What each case changed by, second minus first. What is left of two scores that are the same but for their rounding
 * (0.1 + 0.2 and 0.3) is no change: repeated in every case it would be a certain one.
 */
export function pairedDifferences(before: readonly number[], after: readonly number[]): number[] {
  return after.map((value, index) => {
    const old = before[index] ?? Number.NaN;
    const rounding = 4 * Number.EPSILON * Math.max(Math.abs(value), Math.abs(old));
    return Math.abs(value - old) <= rounding ? 0 : value - old;
  });
}

/** Turns a difference and its standard error into a test; identical values are "no change", not NaN. */
export function meanDifference(
  difference: number,
  standardError: number,
  df: number,
  level: number,
  method: string,
): MeanDifference {
  const t = difference === 0 ? 0 : difference / standardError;
  const half = standardError === 0 ? 0 : tQuantile(0.5 + level / 2, df) * standardError;
  return {
    difference,
    standardError,
    t,
    df,
    p: difference === 0 && standardError === 0 ? 1 : Math.min(1, 2 * tTail(Math.abs(t), df)),
    interval: { low: difference - half, high: difference + half, level, method },
  };
}
