/**
 * The share of a reference answer's sentences that the retrieved context supports, from 0 to 1 (Ragas' context recall over
 * given labels); NaN when there is no sentence.
 *
 * @param attributed - One label per sentence of the reference: whether the context supports it.
 * @example
 * ```ts
 * contextRecall([true, true, false]); // 0.666...
 * ```
 */
export function contextRecall(attributed: readonly boolean[]): number {
  return attributed.filter(Boolean).length / (attributed.length || Number.NaN);
}
