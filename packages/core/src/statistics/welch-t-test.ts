import { checkFinite, checkLevel } from "./check-input.ts";
import { mean, sampleVariance } from "./mean-variance.ts";
import { meanDifference, type MeanDifference } from "./paired-t-test.ts";

/**
 * The t test of two independent samples with unequal variances, second minus first (Welch 1947; degrees of freedom by
 * Welch and Satterthwaite). Only for runs whose cases cannot be paired: pairing is about three times as powerful.
 *
 * @throws RangeError when a sample holds fewer than two values or one that is not finite, or the level is not between 0 and 1.
 * @example
 * ```ts
 * welchTTest([4, 5, 4, 4], [3, 4, 4, 4]).p; // 0.20703125
 * ```
 */
export function welchTTest(
  first: readonly number[],
  second: readonly number[],
  level: number = 0.95,
): MeanDifference {
  if (first.length < 2 || second.length < 2) {
    throw new RangeError(
      `Expected at least 2 values in each sample, got ${first.length} and ${second.length}.`,
    );
  }
  checkFinite(first, "the first sample");
  checkFinite(second, "the second sample");
  checkLevel(level);
  const a = sampleVariance(first) / first.length;
  const b = sampleVariance(second) / second.length;
  const spread = a + b;
  const df =
    spread === 0
      ? first.length + second.length - 2
      : spread ** 2 / (a ** 2 / (first.length - 1) + b ** 2 / (second.length - 1));
  return meanDifference(mean(second) - mean(first), Math.sqrt(spread), df, level, "welch");
}
