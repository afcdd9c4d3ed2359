import { normalizeText, type Normalization } from "./normalize-text.ts";

export interface ExactMatchOptions {
  /** `none` compares the texts as they are. Default `squad`, see {@link normalizeText}. */
  readonly normalization?: Normalization | "none";
}

/**
 * Whether two texts are the same once normalised.
 *
 * @example
 * ```ts
 * isExactMatch("The Enterprise plan.", "enterprise plan"); // true
 * isExactMatch("24/7", "24 7"); // false: "247" and "24 7"
 * ```
 */
export function isExactMatch(output: string, reference: string, options: ExactMatchOptions = {}): boolean {
  const { normalization = "squad" } = options;
  if (normalization === "none") return output === reference;
  return normalizeText(output, normalization) === normalizeText(reference, normalization);
}
