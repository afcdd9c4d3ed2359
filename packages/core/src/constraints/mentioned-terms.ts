import { foldText } from "./fold-text.ts";

export interface MentionOptions {
  /** Tell `AcmeDesk` and `acmedesk` apart. Default `false`. */
  readonly caseSensitive?: boolean;
}

/**
 * Those of `terms` that `text` mentions as whole words: a letter, digit or mark beside a term that begins or ends with one
 * makes it another word ("refund" is not in "refunds", "$49" is not in "$49.99", "C++" is in "C++17"). Scripts that write
 * no spaces have no such bound.
 */
export function mentionedTerms(
  text: string,
  terms: readonly string[],
  options: MentionOptions = {},
): string[] {
  const caseSensitive = options.caseSensitive === true;
  const folded = foldText(text, caseSensitive);
  return terms.filter((term) => isMentioned(folded, foldText(term, caseSensitive).trim()));
}

function isMentioned(text: string, term: string): boolean {
  for (let start = text.indexOf(term); start >= 0; start = text.indexOf(term, start + 1)) {
    const end = start + term.length;
    const before = text.slice(Math.max(0, start - 3), start);
    const after = text.slice(end, end + 3);
    if (isWordStart(before, term) && isWordEnd(term, after)) return true;
  }
  return false;
}

function isWordStart(before: string, term: string): boolean {
  if (/^\p{Nd}/u.test(term) && /\p{Nd}[.,]$/u.test(before)) return false;
  return (
    !(endsInWord.test(before) && startsInWord.test(term)) ||
    endsUnspaced.test(before) ||
    startsUnspaced.test(term)
  );
}

function isWordEnd(term: string, after: string): boolean {
  if (/\p{Nd}$/u.test(term) && /^[.,]\p{Nd}/u.test(after)) return false;
  return (
    !(endsInWord.test(term) && startsInWord.test(after)) ||
    endsUnspaced.test(term) ||
    startsUnspaced.test(after)
  );
}

const startsInWord = /^[\p{L}\p{N}\p{M}]/u;
const endsInWord = /[\p{L}\p{N}\p{M}]$/u;
const unspaced =
  "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]";
const startsUnspaced = new RegExp(`^${unspaced}`, "u");
const endsUnspaced = new RegExp(`${unspaced}$`, "u");
