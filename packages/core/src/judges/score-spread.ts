import { mean, populationVariance } from "../statistics/mean-variance.ts";
import type { ScoreSpread } from "./verdict.ts";

const stableVariance = 0.5;
const stableRange = 1.5;

/** Mean, median and spread of at least one score. */
export function scoreSpread(
  scores: readonly number[],
  missing: number,
  reducer: ScoreSpread["reducer"],
): ScoreSpread {
  const variance = populationVariance(scores);
  const range = Math.max(...scores) - Math.min(...scores);
  return {
    reducer,
    value: reduceScores(scores, reducer),
    mean: mean(scores),
    median: median(scores),
    variance,
    range,
    stable: variance < stableVariance && range <= stableRange,
    votes: scores.length,
    missing,
  };
}

export function reduceScores(scores: readonly number[], reducer: ScoreSpread["reducer"]): number {
  return reducer === "mean" ? mean(scores) : median(scores);
}

/** The middle score; of an even number, the mean of both in the middle. */
function median(scores: readonly number[]): number {
  const sorted = scores.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1] ?? Number.NaN, sorted[Math.floor(half)] ?? Number.NaN];
  return (low + high) / 2;
}
