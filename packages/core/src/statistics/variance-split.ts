import { checkCount, checkFinite } from "./check-input.ts";
import { mean, sampleVariance } from "./mean-variance.ts";

export interface VarianceSplit {
  /** Variance between cases, trial noise removed. */
  readonly between: number;
  /** Mean variance between the trials of one case. */
  readonly within: number;
  /** Of two trials of one case, from 0 to 1 (intraclass correlation); 0 where nothing varies. */
  readonly correlation: number;
  /** Kish's 1 + (trials - 1)·correlation: so many trials are worth as much as one case of its own. */
  readonly designEffect: number;
  /** The standard error of the mean for `trials` trials per case over the same cases. */
  readonly standardErrorAt: (trials: number) => number;
  /**
   * Which part of the variance is the larger one: `more trials` while the noise of trials outweighs the differences between
   * cases, else `more cases`. New cases narrow the interval at least as much per call; trials need nobody to write them.
   */
  readonly advice: "more cases" | "more trials";
}

/**
 * Splits the variance of repeated scores into cases and trials: Var(mean) = (between + within/K)/n (Miller, arXiv
 * 2411.00640, section 3.1). `scores` holds one list per case, each with the same number of trials.
 *
 * @throws RangeError when there are fewer than two cases, a case has fewer than two trials, or a score is not finite.
 * @example
 * ```ts
 * varianceSplit([[1, 1], [1, 0], [0, 0], [0, 0]]).advice; // "more cases"
 * ```
 */
export function varianceSplit(scores: readonly (readonly number[])[]): VarianceSplit {
  const trials = scores[0]?.length ?? 0;
  if (scores.length < 2 || trials < 2 || scores.some((list) => list.length !== trials)) {
    throw new RangeError("Expected at least 2 cases with the same number of trials each, at least 2.");
  }
  for (const list of scores) checkFinite(list, "scores");
  const within = mean(scores.map(sampleVariance));
  const between = Math.max(0, sampleVariance(scores.map(mean)) - within / trials);
  const correlation = between === 0 ? 0 : between / (between + within);
  return {
    between,
    within,
    correlation,
    designEffect: 1 + (trials - 1) * correlation,
    standardErrorAt: (count) => {
      if (count !== Infinity) checkCount(count, "trials", 1);
      return Math.sqrt((between + within / count) / scores.length);
    },
    // More trials only ever remove `within`; they pay while that part is the larger one.
    advice: within / trials > between ? "more trials" : "more cases",
  };
}
