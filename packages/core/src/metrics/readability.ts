import { countSentences } from "./count-sentences.ts";

/**
 * How easily an English text reads: 206.835 - 1.015 x words per sentence - 84.6 x syllables per word (Flesch 1948). About
 * 100 is very easy, 60 to 70 plain English, below 30 very hard; it has no bounds. Syllables are counted by spelling, which
 * is right for about nine words in ten. For other languages the figure means nothing. NaN without words.
 *
 * @example
 * ```ts
 * fleschReadingEase("The cat sat on the mat."); // 116.145
 * ```
 */
export function fleschReadingEase(text: string): number {
  const { perSentence, perWord } = ratesOf(text);
  return 206.835 - 1.015 * perSentence - 84.6 * perWord;
}

/**
 * The American school grade that an English text asks for: 0.39 x words per sentence + 11.8 x syllables per word - 15.59
 * (Kincaid et al. 1975). Syllables as in {@link fleschReadingEase}. NaN without words.
 *
 * @example
 * ```ts
 * fleschKincaidGrade("The cat sat on the mat."); // -1.45
 * ```
 */
export function fleschKincaidGrade(text: string): number {
  const { perSentence, perWord } = ratesOf(text);
  return 0.39 * perSentence + 11.8 * perWord - 15.59;
}

function ratesOf(text: string): { readonly perSentence: number; readonly perWord: number } {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'\u2019-]*/gu) ?? [];
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  return {
    perSentence: words.length / (countSentences(text) || Number.NaN),
    perWord: syllables / (words.length || Number.NaN),
  };
}

/** Groups of at most two vowels, less a silent ending; a word of up to three letters is one. */
function countSyllables(word: string): number {
  const letters = word
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
  if (letters.length <= 3) return 1;
  const spoken = letters.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "").replace(/^y/, "");
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 0);
}
