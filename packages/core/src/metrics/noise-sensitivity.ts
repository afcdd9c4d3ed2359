/** Labels of one answer's claims against the contexts that were retrieved for it. */
export interface NoiseLabels {
  /** Per claim: whether the reference answer supports it. */
  readonly correct: readonly boolean[];
  /** `supports[i][j]`: whether context j supports claim i. */
  readonly supports: readonly (readonly boolean[])[];
  /** Per context: whether it is relevant, that is, supports any sentence of the reference answer. */
  readonly relevant: readonly boolean[];
}

export interface NoiseSensitivity {
  /** Share of the claims that are wrong and come from a relevant context. */
  readonly relevant: number;
  /** Share of the claims that are wrong and come from irrelevant contexts only. */
  readonly irrelevant: number;
}

/**
 * How often an answer repeats what is wrong in its contexts (Ragas' noise sensitivity over given labels), each from 0 to 1,
 * lower is better; NaN when there is no claim.
 *
 * @throws RangeError when the labels do not fit together.
 * @example
 * ```ts
 * noiseSensitivity({ correct: [true, false], supports: [[true, false], [false, true]], relevant: [true, false] });
 * // { relevant: 0, irrelevant: 0.5 }
 * ```
 */
export function noiseSensitivity({ correct, supports, relevant }: NoiseLabels): NoiseSensitivity {
  if (supports.length !== correct.length || supports.some((row) => row.length !== relevant.length)) {
    throw new RangeError("Expected one row of `supports` per claim with one label per context.");
  }
  const fromRelevant = (row: readonly boolean[]): boolean =>
    row.some((held, j) => held && relevant[j] === true);
  const wrong = supports.filter((row, i) => correct[i] !== true && row.some(Boolean));
  const count = wrong.filter(fromRelevant).length;
  const claims = correct.length || Number.NaN;
  return { relevant: count / claims, irrelevant: (wrong.length - count) / claims };
}
