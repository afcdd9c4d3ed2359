import type { Interval } from "./interval.ts";

/** What a comparison of two runs says; "inconclusive" is not "no change". */
export type ComparisonVerdict =
  | "regression"
  | "improvement"
  | "trivial"
  | "equivalent"
  | "inconclusive"
  | "insufficient-data";

export interface ComparisonOptions {
  /** Candidate minus baseline. */
  readonly difference: number;
  /** Of the difference, candidate minus baseline. */
  readonly interval: Interval;
  /** The smallest change that matters, above 0. */
  readonly margin: number;
  /** How many cases are compared. */
  readonly cases: number;
  /** Default 10. */
  readonly minimumCases?: number;
}

/**
 * Six verdicts from the interval of a difference and the smallest change that matters: `regression` and `improvement` are
 * significant and at least `margin` large, `trivial` is significant but smaller, `equivalent` lies inside the margin with
 * its whole interval (two one-sided tests; Schuirmann 1987), `inconclusive` is none of these.
 *
 * @throws RangeError for a margin that is not above 0, or a difference or bound that is not a number.
 * @example
 * ```ts
 * const interval = { low: -0.14, high: -0.01, level: 0.95, method: "bonett-price" };
 * comparisonVerdict({ difference: -0.08, interval, margin: 0.02, cases: 100 }); // "regression"
 * ```
 */
export function comparisonVerdict(options: ComparisonOptions): ComparisonVerdict {
  const { difference, interval, margin, cases, minimumCases = 10 } = options;
  if (!(margin > 0)) throw new RangeError(`Expected margin to be above 0, got ${margin}.`);
  if ([difference, interval.low, interval.high].some(Number.isNaN))
    throw new RangeError("Expected the difference and the bounds of its interval to be numbers, got NaN.");
  if (!(cases >= minimumCases)) return "insufficient-data";
  const significant = interval.low > 0 || interval.high < 0;
  if (significant && Math.abs(difference) >= margin) return difference < 0 ? "regression" : "improvement";
  if (significant) return "trivial";
  return interval.low > -margin && interval.high < margin ? "equivalent" : "inconclusive";
}
