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
 * @throws RangeError when the lists differ in length or hold fewer than two pairs.
 */
export function pairedTTest(
  before: readonly number[],
  after: readonly number[],
  level: number = 0.95,
): MeanDifference {
  if (before.length !== after.length || before.length < 2) {
    throw new RangeError(
      `Expected two lists of the same length, at least 2, got ${before.length} and ${after.length}.`,
    );
  }
  const differences = after.map((value, index) => value - (before[index] ?? Number.NaN));
  const standardError = Math.sqrt(sampleVariance(differences) / differences.length);
  return meanDifference(mean(differences), standardError, differences.length - 1, level, "paired-t");
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
