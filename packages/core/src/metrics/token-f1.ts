import { tokenize, type Normalization } from "./normalize-text.ts";

export interface TokenF1 {
  /** Harmonic mean of precision and recall, from 0 to 1. */
  readonly f1: number;
  /** Share of the output's tokens that the reference has too, from 0 to 1. */
  readonly precision: number;
  /** Share of the reference's tokens that the output has too, from 0 to 1. */
  readonly recall: number;
  /** Tokens of the reference that the output lacks, as often as it lacks them. */
  readonly missing: readonly string[];
  /** Tokens of the output that the reference lacks, as often as it lacks them. */
  readonly extra: readonly string[];
}

export interface TokenF1Options {
  readonly normalization?: Normalization;
}

/**
 * Token overlap of two texts, as in SQuAD's evaluation script v2.0 (Rajpurkar et al. 2018): F1 over bags of tokens, so that a
 * token counts as often as both texts have it. Two texts without tokens are equal (1); one without is 0.
 *
 * @example
 * ```ts
 * tokenF1("You can get a refund within 30 days of purchase", "refund within 30 days").f1; // 0.6153846153846154
 * ```
 */
export function tokenF1(output: string, reference: string, options: TokenF1Options = {}): TokenF1 {
  const made = tokenize(output, options.normalization);
  const wanted = tokenize(reference, options.normalization);
  const extra = without(made, wanted);
  const missing = without(wanted, made);
  const shared = made.length - extra.length;
  if (made.length === 0 || wanted.length === 0) {
    const equal = made.length === wanted.length ? 1 : 0;
    return { f1: equal, precision: equal, recall: equal, missing, extra };
  }
  return {
    f1: (2 * shared) / (made.length + wanted.length),
    precision: shared / made.length,
    recall: shared / wanted.length,
    missing,
    extra,
  };
}

/** `tokens` less one occurrence for each token of `others`. */
function without(tokens: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const token of others) left.set(token, (left.get(token) ?? 0) + 1);
  return tokens.filter((token) => {
    const count = left.get(token) ?? 0;
    left.set(token, count - 1);
    return count <= 0;
  });
}
