import { sentencesOf } from "../models/lexical/sentences.ts";

/** One statement of an output, with the id that its verdict must carry. */
export interface Claim {
  readonly id: string;
  readonly text: string;
}

/** Cuts `output` into numbered claims: `c1`, `c2` ... in the order of the text. Deterministic; asks no model. */
export function splitClaims(output: string): readonly Claim[] {
  return splitSentences(output)
    .flatMap(splitClauses)
    .map((text, index) => ({ id: `c${index + 1}`, text }));
}

/** The sentences, list items and table rows of `text`, without Markdown's markers. */
function splitSentences(text: string): readonly string[] {
  return sentencesOf(text)
    .map((sentence) => sentence.text)
    .filter((sentence) => !sentence.startsWith("```"))
    .map((sentence) =>
      sentence
        .replace(/^(?:(?:#{1,6}|>|[-*+•]|\d{1,2}[.)])\s+)+/, "")
        .replace(/\*\*|__|`/g, "")
        .trim(),
    )
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** A sentence cut where a second statement with its own subject begins. */
function splitClauses(sentence: string): string[] {
  if (sentence.endsWith("?")) return [sentence];
  return sentence
    .split(
      /;\s+|,\s+(?=(?:but|while|whereas|and)\s+(?:it|you|we|they|the|this|that|there|our|your)\s+\S+\s+\S+)/i,
    )
    .map((clause) => clause.replace(/^(?:but|while|whereas|and)\s+/i, "").trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause));
}
