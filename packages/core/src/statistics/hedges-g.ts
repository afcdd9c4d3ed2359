import { checkFinite } from "./check-input.ts";
import { mean, sampleVariance } from "./mean-variance.ts";

/**
 * How large a difference of two samples is in standard deviations, second minus first: Hedges' g (1981), with his
 * approximation 1 - 3/(4 df - 1) of the correction for few values and the pooled standard deviation. 0.2 is called small,
 * 0.5 medium, 0.8 large. Infinite when both samples are constant and differ, 0 when they are the same constant.
 *
 * @throws RangeError when a sample holds fewer than two values, or one that is not finite.
 * @example
 * ```ts
 * hedgesG([1, 2, 3, 4], [3, 4, 5, 6]); // 1.3471246422
 * ```
 */
export function hedgesG(first: readonly number[], second: readonly number[]): number {
  if (first.length < 2 || second.length < 2) {
    throw new RangeError(
      `Expected at least 2 values in each sample, got ${first.length} and ${second.length}.`,
    );
  }
  checkFinite(first, "the first sample");
  checkFinite(second, "the second sample");
  const df = first.length + second.length - 2;
  const pooled =
    ((first.length - 1) * sampleVariance(first) + (second.length - 1) * sampleVariance(second)) / df;
  const difference = mean(second) - mean(first);
  return difference === 0 ? 0 : (difference / Math.sqrt(pooled)) * (1 - 3 / (4 * df - 1));
}
