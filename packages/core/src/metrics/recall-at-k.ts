import { assertCutoff, firstPlaces, relevanceGrades, type Relevance } from "./relevance.ts";

/**
 * The share of all relevant documents among the first `k` places, from 0 to 1; NaN when nothing is relevant.
 *
 * @throws RangeError when `k` is not a positive integer.
 * @example
 * ```ts
 * recallAtK(["a", "x", "b"], ["a", "b", "c"], 3); // 0.666...
 * ```
 */
export function recallAtK(ranking: readonly string[], relevance: Relevance, k: number): number {
  assertCutoff(k);
  const grades = relevanceGrades(relevance);
  return (
    firstPlaces(ranking)
      .slice(0, k)
      .filter((id) => grades.has(id)).length / (grades.size || Number.NaN)
  );
}
