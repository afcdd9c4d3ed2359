import { foldText } from "./fold-text.ts";

export interface MentionOptions {
  /** Tell `AcmeDesk` and `acmedesk` apart. Default `false`. */
  readonly caseSensitive?: boolean;
}

/**
 * Those of `terms` that `text` mentions as whole words: a letter, digit or mark beside a term that begins or ends with one
 * makes it another word ("refund" is not in "refunds", "C++" is in "C++17"). Scripts that write no spaces have no such bound.
 */
export function mentionedTerms(
  text: string,
  terms: readonly string[],
  options: MentionOptions = {},
): string[] {
  const folded = foldText(text, options.caseSensitive === true);
  return terms.filter((term) => isMentioned(folded, foldText(term, options.caseSensitive === true).trim()));
}

function isMentioned(text: string, term: string): boolean {
  for (let start = text.indexOf(term); start >= 0; start = text.indexOf(term, start + 1)) {
    if (
      isBound(before(text, start), first(term)) &&
      isBound(first(text.slice(start + term.length, start + term.length + 2)), last(term))
    ) {
      return true;
    }
  }
  return false;
}

/** Whether `outer`, beside the term, leaves the term's edge `inner` a word of its own. */
function isBound(outer: string, inner: string): boolean {
  return (
    !(wordCharacter.test(outer) && wordCharacter.test(inner)) ||
    (unspaced.test(outer) && unspaced.test(inner))
  );
}

function before(text: string, index: number): string {
  return last(text.slice(Math.max(0, index - 2), index));
}

function first(text: string): string {
  const point = text.codePointAt(0);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function last(text: string): string {
  return [...text.slice(-2)].at(-1) ?? "";
}

const wordCharacter = /^[\p{L}\p{N}\p{M}]$/u;
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;
