/** A sentence, list item or table row where it stands in its text. */
export interface Sentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Cuts `text` into sentences, each a slice of it. Lines end sentences: prose, lists and tables go through the same door. */
export function sentencesOf(text: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  for (const line of text.matchAll(/[^\n]+/g)) {
    for (const [start, end] of spansOf(line[0])) {
      const slice = line[0].slice(start, end);
      if (!/[\p{L}\p{N}]/u.test(slice)) continue;
      const lead = slice.length - slice.trimStart().length;
      const from = line.index + start + lead;
      sentences.push({ text: slice.trim(), start: from, end: from + slice.trim().length });
    }
  }
  return sentences;
}

function* spansOf(line: string): Generator<readonly [start: number, end: number]> {
  let start = 0;
  for (const match of line.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length;
    const tail = line.slice(Math.max(start, end - longestAbbreviation), end);
    if (abbreviation.test(tail) || listNumber.test(line.slice(start, end))) continue;
    yield [start, end];
    start = end;
  }
  yield [start, line.length];
}

// A stop before a space; a stop glued to a capital after lower-case letters ("century.First"); a CJK stop anywhere.
const sentenceEnd = /(?<![.!?])[.!?]+["'”’)\]*_]*(?=\s)|(?<=\p{Ll}{3})[.!?](?=\p{Lu}\p{Ll})|[。！？]+/gu;
const longestAbbreviation = 12;
const abbreviation =
  /(?:^|[\s("'])(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|approx|inc|ltd|co|corp|fig|cf|jr|sr|[a-z]|(?:[a-z]\.)+[a-z])\.$/i;
const listNumber = /^\s*\d{1,2}\.$/;

/** A sentence's clauses: the reach of a negation, the neighbourhood of a number. A number alone belongs to what precedes it. */
export function clausesOf(sentence: string): readonly string[] {
  const clauses: string[] = [];
  for (const part of sentence.split(clauseEnd)) {
    if (!/[\p{L}\p{N}]/u.test(part)) continue;
    const last = clauses.pop();
    if (last !== undefined && /\p{L}/u.test(part)) clauses.push(last, part);
    else clauses.push(last === undefined ? part : `${last}, ${part}`);
  }
  return clauses;
}

const clauseEnd = /[,:](?!\d)|[;()|–—]|\b(?:but|while|whereas|although|though|however|and)\b|(?=\bexcept\b)/i;
