import { functionWords } from "./function-words.ts";

/** Languages that are told, by their ISO 639-1 code. */
export type KnownLanguage =
  | "ar"
  | "de"
  | "el"
  | "en"
  | "es"
  | "fr"
  | "he"
  | "it"
  | "ja"
  | "ko"
  | "nl"
  | "pl"
  | "pt"
  | "ru"
  | "sv"
  | "th"
  | "tr"
  | "uk"
  | "zh";

export const knownLanguages: readonly KnownLanguage[] = [
  "ar",
  "de",
  "el",
  "en",
  "es",
  "fr",
  "he",
  "it",
  "ja",
  "ko",
  "nl",
  "pl",
  "pt",
  "ru",
  "sv",
  "th",
  "tr",
  "uk",
  "zh",
];

/**
 * The language that most of `text` is written in; `undefined` when that cannot be told: too short, mixed, or another
 * language. By script where a script has one language, by its commonest function words elsewhere: no model, no data beyond a
 * list of words. A sentence is usually enough, a phrase is not.
 *
 * @example
 * ```ts
 * detectLanguage("You can get a refund within 30 days of the purchase."); // "en"
 * detectLanguage("OK"); // undefined
 * ```
 */
export function detectLanguage(text: string): KnownLanguage | undefined {
  const prose = text.replace(/```[^]*?```|https?:\/\/\S+/g, " ");
  const letters = prose.match(/\p{L}/gu)?.length ?? 0;
  const shareOf = (script: RegExp): number => (prose.match(script)?.length ?? 0) / (letters || Number.NaN);
  if (shareOf(kana) >= 0.1 && shareOf(cjk) >= mostly) return "ja";
  const only = scripts.find(([script]) => shareOf(script) >= mostly);
  return only === undefined ? byWords(prose) : only[1];
}

const mostly = 0.6;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const scripts: readonly (readonly [RegExp, KnownLanguage])[] = [
  [/\p{Script=Han}/gu, "zh"],
  [/\p{Script=Hangul}/gu, "ko"],
  [/\p{Script=Thai}/gu, "th"],
  [/\p{Script=Greek}/gu, "el"],
  [/\p{Script=Hebrew}/gu, "he"],
];

/** The language with the most function words, if they are enough and clearly more than any other's. */
function byWords(text: string): KnownLanguage | undefined {
  const words =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? [];
  const counted = Object.entries(functionWords)
    .map(([language, list]) => [language, isRuledOut(language, text) ? 0 : countOf(words, list)] as const)
    .toSorted((a, b) => b[1] - a[1]);
  const [best, second] = counted;
  if (best === undefined || second === undefined) return undefined;
  const isEnough = best[1] >= 3 && best[1] / words.length >= 0.15 && best[1] >= 1.7 * second[1];
  return isEnough ? knownLanguages.find((language) => language === best[0]) : undefined;
}

function countOf(words: readonly string[], list: string): number {
  const listed = new Set(list.split(" "));
  return words.filter((word) => listed.has(word)).length;
}

/** Neighbours that share most of their small words do not share all letters. */
function isRuledOut(language: string, text: string): boolean {
  return foreignLetters.some(([languages, letters]) => languages.includes(language) && letters.test(text));
}

const foreignLetters: readonly (readonly [readonly string[], RegExp])[] = [
  [["ru", "bg"], /[іїєґ]/iu],
  [["uk", "bg"], /[ыэё]/iu],
  [["sv"], /[æø]/iu],
];
