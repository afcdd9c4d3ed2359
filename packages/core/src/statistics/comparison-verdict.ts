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
  readonly difference: number;
  /** Of the difference, candidate minus baseline. */
  readonly interval: Interval;
  /** The smallest change that matters, above 0. */
  readonly margin: number;
  readonly cases: number;
  /** Default 10. */
  readonly minimumCases?: number;
}

/**
 * Six verdicts from the interval of a difference and the smallest change that matters: `regression` and `improvement` are
 * significant and at least `margin` large, `trivial` is significant but smaller, `equivalent` lies inside the margin with
 * its whole interval (two one-sided tests), `inconclusive` is none of these.
 */
export function comparisonVerdict(options: ComparisonOptions): ComparisonVerdict {
  const { difference, interval, margin, cases, minimumCases = 10 } = options;
  if (cases < minimumCases) return "insufficient-data";
  const significant = interval.low > 0 || interval.high < 0;
  if (significant && Math.abs(difference) >= margin) return difference < 0 ? "regression" : "improvement";
  if (significant) return "trivial";
  return interval.low > -margin && interval.high < margin ? "equivalent" : "inconclusive";
}
