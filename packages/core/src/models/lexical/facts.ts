import { quantitiesOf, type Quantity } from "./quantities.ts";
import { clausesOf } from "./sentences.ts";
import { contentOf, wordsOf, type Word } from "./words.ts";

/** What a clause says, in comparable form. */
export interface ClauseFacts {
  readonly words: readonly Word[];
  readonly stems: ReadonlySet<string>;
  readonly quantities: readonly Quantity[];
  readonly negated: boolean;
}

/** What a sentence says, in comparable form. */
export interface SentenceFacts {
  readonly stems: ReadonlySet<string>;
  readonly clauses: readonly ClauseFacts[];
}

export function factsOf(sentence: string): SentenceFacts {
  const clauses = clausesOf(sentence).map((clause) => clauseFacts(clause));
  return { clauses, stems: new Set(clauses.flatMap(({ words }) => words.map((word) => word.stem))) };
}

function clauseFacts(clause: string): ClauseFacts {
  const words = contentOf(wordsOf(clause));
  return {
    words,
    stems: new Set(words.map((word) => word.stem)),
    quantities: quantitiesOf(clause),
    negated: negation.test(clause.replace(/\bnot only\b|\bno (?:later|more|less|fewer) than\b/gi, "")),
  };
}

const negation =
  /\b(?:not|no|never|none|neither|nor|cannot|without|lack(?:s|ed|ing)?|except|exclud(?:e|es|ed|ing)|unavailable|impossible|refus(?:e|es|ed)|den(?:y|ies|ied))\b|n['’]t\b/i;

/**
 * Whether `claim` denies what `evidence` states, or states what it denies. A word of an affirmative clause may not stand
 * in negated clauses only; a negated clause needs a negated counterpart.
 */
export function contradicts(claim: readonly ClauseFacts[], evidence: readonly ClauseFacts[]): boolean {
  const affirmed = stemsOf(evidence.filter((clause) => !clause.negated));
  const denied = stemsOf(evidence.filter((clause) => clause.negated));
  return claim.some(({ negated, words }) => {
    if (words.length === 0) return false;
    return negated
      ? !words.some(({ stem }) => denied.has(stem)) && words.some(({ stem }) => affirmed.has(stem))
      : words.some(({ stem }) => denied.has(stem) && !affirmed.has(stem));
  });
}

function stemsOf(clauses: readonly ClauseFacts[]): ReadonlySet<string> {
  return new Set(clauses.flatMap(({ stems }) => [...stems]));
}
