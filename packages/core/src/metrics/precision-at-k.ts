import { assertCutoff, firstPlaces, relevanceGrades, type Relevance } from "./relevance.ts";

/**
 * The share of the first `k` places that hold a relevant document, from 0 to 1. Places that the ranking leaves empty
 * count as misses (trec_eval's P_k).
 *
 * @throws RangeError when `k` is not a positive integer.
 * @example
 * ```ts
 * precisionAtK(["a", "x", "b"], ["a", "b", "c"], 2); // 0.5
 * ```
 */
export function precisionAtK(ranking: readonly string[], relevance: Relevance, k: number): number {
  assertCutoff(k);
  const grades = relevanceGrades(relevance);
  return (
    firstPlaces(ranking)
      .slice(0, k)
      .filter((id) => grades.has(id)).length / k
  );
}
