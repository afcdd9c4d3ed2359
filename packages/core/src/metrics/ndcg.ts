import { assertCutoff, firstPlaces, relevanceGrades, type Relevance } from "./relevance.ts";

export interface NdcgOptions {
  /** Only the first `k` places; default: all. */
  readonly k?: number;
  /** `linear`: the grade itself (default, as trec_eval and scikit-learn); `exponential`: 2^grade - 1 (Burges 2005). */
  readonly gain?: "linear" | "exponential";
}

/**
 * Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), from 0 to 1; NaN when nothing is relevant. The
 * ideal ranking is over all relevant documents, retrieved or not.
 *
 * @throws RangeError when `k` is not a positive integer.
 * @example
 * ```ts
 * ndcg(["b", "a"], { a: 2, b: 1 }, { k: 2 }); // 0.8597...
 * ```
 */
export function ndcg(ranking: readonly string[], relevance: Relevance, options: NdcgOptions = {}): number {
  const { k = Infinity, gain = "linear" } = options;
  if (k !== Infinity) assertCutoff(k);
  const grades = relevanceGrades(relevance);
  const gainOf = (grade: number): number => (gain === "linear" ? grade : 2 ** grade - 1);
  const gains = firstPlaces(ranking).map((id) => gainOf(grades.get(id) ?? 0));
  const ideal = [...grades.values()].map(gainOf).sort((a, b) => b - a);
  return discountedGain(gains, k) / (discountedGain(ideal, k) || Number.NaN);
}

function discountedGain(gains: readonly number[], k: number): number {
  let sum = 0;
  gains.forEach((gain, index) => {
    if (index < k) sum += gain / Math.log2(index + 2);
  });
  return sum;
}
