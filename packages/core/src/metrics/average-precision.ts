import { firstPlaces, relevanceGrades, type Relevance } from "./relevance.ts";

/**
 * The mean of the precision at each relevant document's place, over all relevant documents, from 0 to 1; NaN when
 * nothing is relevant (trec_eval's map, per query). Missed documents count 0.
 *
 * @example
 * ```ts
 * averagePrecision(["a", "x", "b"], ["a", "b"]); // (1/1 + 2/3) / 2
 * ```
 */
export function averagePrecision(ranking: readonly string[], relevance: Relevance): number {
  const grades = relevanceGrades(relevance);
  return precisionSum(firstPlaces(ranking).map((id) => grades.has(id))) / (grades.size || Number.NaN);
}

/**
 * Average precision over verdicts in rank order, whose denominator is the relevant documents *retrieved*: it cannot see a
 * missed one, so pair it with a recall (Ragas' context precision). 0 when none is relevant.
 *
 * @example
 * ```ts
 * contextPrecision([true, false, true]); // 0.8333...
 * ```
 */
export function contextPrecision(relevant: readonly boolean[]): number {
  const count = relevant.filter(Boolean).length;
  return count === 0 ? 0 : precisionSum(relevant) / count;
}

function precisionSum(hits: readonly boolean[]): number {
  let found = 0;
  let sum = 0;
  hits.forEach((hit, index) => {
    if (hit) sum += ++found / (index + 1);
  });
  return sum;
}
