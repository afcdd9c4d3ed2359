/** Labels of the claims of an answer and of its reference answer, each looked up in the other. */
export interface ClaimLabels {
  /** Per claim of the answer: whether the reference supports it. */
  readonly supported: readonly boolean[];
  /** Per claim of the reference: whether the answer covers it. */
  readonly covered: readonly boolean[];
}

export interface FactualCorrectness {
  /** NaN when the answer makes no claim. */
  readonly precision: number;
  /** NaN when the reference makes no claim. */
  readonly recall: number;
  /** Harmonic mean; 0 when both are 0, NaN when either is. */
  readonly f1: number;
}

export interface FactualCorrectnessOptions {
  /**
   * Ragas' definition of recall: supported claims of the answer over those plus the reference's claims that are not
   * covered. It mixes claims of two texts; use it only to compare with figures of Ragas. Default `false`.
   */
  readonly ragasCompatible?: boolean;
}

/**
 * Precision, recall and F1 of an answer's claims, each from 0 to 1: precision over the answer's own claims, recall over the
 * reference's.
 *
 * @example
 * ```ts
 * factualCorrectness({ supported: [true, true, false], covered: [true, false, false, false] }).recall; // 0.25
 * ```
 */
export function factualCorrectness(
  { supported, covered }: ClaimLabels,
  options: FactualCorrectnessOptions = {},
): FactualCorrectness {
  const trueClaims = supported.filter(Boolean).length;
  const found = covered.filter(Boolean).length;
  const precision = trueClaims / (supported.length || Number.NaN);
  const recall =
    options.ragasCompatible === true
      ? trueClaims / (trueClaims + covered.length - found || Number.NaN)
      : found / (covered.length || Number.NaN);
  const f1 = precision === 0 && recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}
