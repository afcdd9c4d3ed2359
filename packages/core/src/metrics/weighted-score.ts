/** A token that a judge could have said in the place of its score, with its probability. */
export interface TokenProbability {
  readonly token: string;
  /** From 0 to 1: `Math.exp(logprob)`. */
  readonly probability: number;
}

const leastProbability = 0.01;

/**
 * The score that a judge gives on average: the mean of the numbers among `tokens`, weighted by their probability (G-Eval, Liu et al.
 * 2023, equation 1). Tokens that are no whole number, and those below 1 %, do not count. A score that takes two tokens, such as
 * 10, cannot be weighted: keep to one digit.
 *
 * @param tokens - the alternatives to the last token of the reply that is the score, such as OpenAI's `top_logprobs`.
 * @returns the weighted score; NaN when no token counts.
 * @throws RangeError when a probability is not from 0 to 1.
 * @example
 * ```ts
 * weightedScore([{ token: "4", probability: 0.6 }, { token: "5", probability: 0.4 }]); // 4.4
 * ```
 */
export function weightedScore(tokens: readonly TokenProbability[]): number {
  let [weighted, total] = [0, 0];
  for (const { token, probability } of tokens) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(
        `Failed to weight scores: expected a probability from 0 to 1, got ${String(probability)}. Pass Math.exp(logprob).`,
      );
    }
    if (probability < leastProbability || !/^\d+$/.test(token.trim())) continue;
    weighted += Number(token) * probability;
    total += probability;
  }
  return weighted / total;
}
