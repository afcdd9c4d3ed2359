import { mean, sampleVariance } from "../statistics/mean-variance.ts";
import { tQuantile } from "../statistics/t-distribution.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import type { MeanSummary } from "./summary-tables.ts";

const level = 0.95;

/**
 * The mean of values from 0 to 1, one per case, with its interval: Student's t with n - 1 degrees of freedom. Equal values
 * have no variance, which is no knowledge: there Wilson's interval stands in, since the variance of a value from 0 to 1 with
 * mean m is m(1 - m) at most.
 */
export function summarizeMean(values: readonly number[]): MeanSummary {
  const cases = values.length;
  // Sums depend on the order; the order of cases must not matter.
  const sorted = values.toSorted((a, b) => a - b);
  const centre = sorted[0] === sorted.at(-1) ? (sorted[0] ?? 0) : mean(sorted);
  const deviation = Math.sqrt(sampleVariance(sorted) / cases);
  if (cases < 2 || sorted[0] === sorted.at(-1) || !(deviation > 0))
    return { cases, mean: centre, interval: wilsonInterval(centre * cases, cases, level) };
  const half = tQuantile(0.5 + level / 2, cases - 1) * deviation;
  return {
    cases,
    mean: centre,
    interval: { low: Math.max(0, centre - half), high: Math.min(1, centre + half), level, method: "t" },
  };
}
