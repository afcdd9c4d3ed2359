import { missingPackage } from "./missing-package.ts";

export interface BleuOptions {
  /** The longest n-gram that is counted. Default 4. */
  readonly maxN?: number;
}

/**
 * Sentence BLEU (Papineni et al. 2002) of a text against one reference, from 0 to 1, unsmoothed, over words as white space
 * parts them, computed by the optional peer `bleu-score`. A text that shares no n-gram of the longest length is 0. Made for
 * corpora of translations: watch it, never gate on it.
 *
 * @throws Error when `bleu-score` is not installed, RangeError when `maxN` is not a positive integer.
 * @example
 * ```ts
 * await bleu("the cat sat on the mat", "the cat sat on a mat"); // 0.537...
 * ```
 */
export async function bleu(output: string, reference: string, options: BleuOptions = {}): Promise<number> {
  const { maxN = 4 } = options;
  if (!Number.isInteger(maxN) || maxN < 1) {
    throw new RangeError(`Expected \`maxN\` to be a positive integer, got ${maxN}.`);
  }
  const [made, wanted] = [wordsOf(output), wordsOf(reference)];
  if (made === "" || wanted === "") return made === wanted ? 1 : 0;
  return (await loadBleu())(wanted, made, maxN);
}

/** Each word is marked: the package keeps its counts in an object, where `constructor` is there already. */
function wordsOf(text: string): string {
  return text
    .split(/\s+/u)
    .filter((word) => word !== "")
    .map((word) => `_${word}`)
    .join(" ");
}

type Bleu = (reference: string, candidate: string, maxN: number) => number;

async function loadBleu(): Promise<Bleu> {
  try {
    return (await import("bleu-score")).bleu;
  } catch (error) {
    throw missingPackage("bleu-score", error);
  }
}
