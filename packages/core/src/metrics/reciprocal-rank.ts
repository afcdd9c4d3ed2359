import { firstPlaces, relevanceGrades, type Relevance } from "./relevance.ts";

/**
 * 1 over the place of the first relevant document, 0 when there is none; NaN when nothing is relevant. Its mean over
 * queries is the mean reciprocal rank (Voorhees, TREC-8).
 *
 * @example
 * ```ts
 * reciprocalRank(["x", "a"], ["a"]); // 0.5
 * ```
 */
export function reciprocalRank(ranking: readonly string[], relevance: Relevance): number {
  const grades = relevanceGrades(relevance);
  if (grades.size === 0) return Number.NaN;
  const place = firstPlaces(ranking).findIndex((id) => grades.has(id));
  return place < 0 ? 0 : 1 / (place + 1);
}
