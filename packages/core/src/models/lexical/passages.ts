import { factsOf, type ClauseFacts, type SentenceFacts } from "./facts.ts";
import type { Quantity } from "./quantities.ts";
import { sentencesOf } from "./sentences.ts";

/** Some sentences of a passage in a row: a candidate for a claim's evidence. */
export interface Window {
  /** As it stands in the passage. */
  readonly text: string;
  /** In sentences. */
  readonly length: number;
  readonly clauses: readonly ClauseFacts[];
  readonly stems: ReadonlySet<string>;
  readonly quantities: readonly Quantity[];
  /** Of the whole passage. */
  readonly passageStems: ReadonlySet<string>;
}

/** The context in comparable form. */
export interface IndexedContext {
  readonly sentences: readonly SentenceFacts[];
  readonly windows: readonly Window[];
}

export const longestWindow = 3;

export function indexContext(passages: readonly string[]): IndexedContext {
  const indexed = passages.map(indexPassage);
  return {
    sentences: indexed.flatMap(({ sentences }) => sentences),
    windows: indexed.flatMap(({ windows }) => windows),
  };
}

function indexPassage(text: string): IndexedContext {
  const spans = sentencesOf(text);
  const sentences = spans.map((span) => factsOf(span.text));
  const passageStems = new Set(sentences.flatMap(({ stems }) => [...stems]));
  const windows = spans.flatMap((span, first) =>
    spans.slice(first, first + longestWindow).map((last, index): Window => {
      const clauses = sentences.slice(first, first + index + 1).flatMap((facts) => facts.clauses);
      return {
        text: text.slice(span.start, last.end),
        length: index + 1,
        clauses,
        stems: new Set(clauses.flatMap(({ stems }) => [...stems])),
        quantities: clauses.flatMap(({ quantities }) => quantities),
        passageStems,
      };
    }),
  );
  return { sentences, windows };
}
