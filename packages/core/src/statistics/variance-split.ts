import { mean, sampleVariance } from "./mean-variance.ts";

export interface VarianceSplit {
  /** Variance between cases, trial noise removed. */
  readonly between: number;
  /** Mean variance between the trials of one case. */
  readonly within: number;
  /** The standard error of the mean for `trials` trials per case over the same cases. */
  readonly standardErrorAt: (trials: number) => number;
  /** What narrows the interval more per call. */
  readonly advice: "more cases" | "more trials";
}

/**
 * Splits the variance of repeated scores into cases and trials: Var(mean) = (between + within/K)/n (Miller, arXiv
 * 2411.00640, section 3.1). `scores` holds one list per case, each with the same number of trials.
 *
 * @throws RangeError when there are fewer than two cases, or a case has fewer than two trials.
 */
export function varianceSplit(scores: readonly (readonly number[])[]): VarianceSplit {
  const trials = scores[0]?.length ?? 0;
  if (scores.length < 2 || trials < 2 || scores.some((list) => list.length !== trials)) {
    throw new RangeError("Expected at least 2 cases with the same number of trials each, at least 2.");
  }
  const within = mean(scores.map(sampleVariance));
  const between = Math.max(0, sampleVariance(scores.map(mean)) - within / trials);
  return {
    between,
    within,
    standardErrorAt: (count) => Math.sqrt((between + within / count) / scores.length),
    // A trial costs as much as a case and only ever removes `within`; it pays while that part is the larger one.
    advice: within / trials > between ? "more trials" : "more cases",
  };
}
