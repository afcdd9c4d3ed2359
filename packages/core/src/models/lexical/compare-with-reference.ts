import { findOtherDate } from "./calendar-names.ts";
import { contradicts, factsOf, type ClauseFacts } from "./facts.ts";
import { sameQuantity, type Quantity } from "./quantities.ts";
import { sentencesOf } from "./sentences.ts";
import { wordsOf } from "./words.ts";

export interface ReferenceAnswer {
  readonly critique: string;
  readonly evidence: readonly string[];
  readonly verdict: "pass" | "fail" | "cannot-judge";
  readonly score?: number;
}

/** The share of the reference that the output must say to pass; below the lower bound it fails. */
const passCoverage = 0.6;
const failCoverage = 0.5;

/** Whether `output` says what `reference` says. */
export function compareWithReference(output: string, reference: string): ReferenceAnswer {
  const said = clausesIn(output);
  const wanted = clausesIn(reference);
  const evidence = quoteClosest(output, wanted);
  const clash = findClash(output, reference, said, wanted);
  if (clash !== undefined) return { critique: clash, evidence, verdict: "fail", score: 0 };
  const { share, missing } = coverage(said, wanted, output, reference);
  const list = missing.length === 0 ? "" : `; missing: ${missing.map((text) => `"${text}"`).join(", ")}`;
  const critique = `the output says ${Math.round(share * 100)} % of the reference${list}`;
  if (share >= passCoverage) return { critique, evidence, verdict: "pass", score: share };
  if (share < failCoverage) return { critique, evidence, verdict: "fail", score: share };
  return { critique, evidence: [], verdict: "cannot-judge" };
}

function clausesIn(text: string): readonly ClauseFacts[] {
  return sentencesOf(text).flatMap((sentence) => factsOf(sentence.text).clauses);
}

function findClash(
  output: string,
  reference: string,
  said: readonly ClauseFacts[],
  wanted: readonly ClauseFacts[],
): string | undefined {
  const yesOrNo = opening(reference);
  if (yesOrNo !== "" && opening(output) !== "" && opening(output) !== yesOrNo) {
    return `the reference answers "${yesOrNo}"`;
  }
  const saidNumbers = said.flatMap((clause) => clause.quantities);
  const wantedNumbers = wanted.flatMap((clause) => clause.quantities);
  const wrong = wantedNumbers.find(
    (number) => !has(saidNumbers, number) && saidNumbers.some(({ unit }) => unit === number.unit),
  );
  if (wrong !== undefined) return `the reference gives the number ${wrong.text}, the output another one`;
  const date = findOtherDate(output, reference);
  if (date !== undefined) return `the reference names ${date.text}, the output another ${date.kind}`;
  return saysOpposite(said, wanted) ? "the output says the opposite of the reference" : undefined;
}

/** What the output repeats clause by clause, only a clause about the same thing takes back: others speak of something else. */
function saysOpposite(said: readonly ClauseFacts[], wanted: readonly ClauseFacts[]): boolean {
  if (said.some((clause) => takesBack(clause, wanted))) return true;
  const open = wanted.filter((clause) => !said.some((other) => repeats(other, clause)));
  return open.length > 0 && (contradicts(open, said) || contradicts(said, open));
}

function repeats(said: ClauseFacts, wanted: ClauseFacts): boolean {
  return said.negated === wanted.negated && wanted.words.every(({ stem }) => said.stems.has(stem));
}

/** One shared word is a courtesy ("thanks for your question"), two are a statement. */
function takesBack(said: ClauseFacts, wanted: readonly ClauseFacts[]): boolean {
  const opposite = wanted.filter((clause) => clause.negated !== said.negated);
  const stems = new Set(opposite.flatMap((clause) => [...clause.stems]));
  return said.stems.size > 1 && [...said.stems].every((stem) => stems.has(stem));
}

function opening(text: string): string {
  return /^\W*(yes|no)\b/i.exec(text)?.[1]?.toLowerCase() ?? "";
}

function has(numbers: readonly Quantity[], number: Quantity): boolean {
  return numbers.some((other) => sameQuantity(number, other));
}

function coverage(
  said: readonly ClauseFacts[],
  wanted: readonly ClauseFacts[],
  output: string,
  reference: string,
): { readonly share: number; readonly missing: readonly string[] } {
  const saidNumbers = said.flatMap((clause) => clause.quantities);
  const saidStems = new Set(wordsOf(output).map((word) => word.stem));
  const content = wanted.flatMap((clause) => clause.words);
  const numbers = wanted.flatMap((clause) => clause.quantities);
  const words = content.length + numbers.length > 0 ? content : wordsOf(reference);
  const missing = [
    ...words.filter(({ stem }) => !saidStems.has(stem)).map(({ text }) => text),
    ...numbers.filter((number) => !has(saidNumbers, number)).map(({ text }) => text),
  ];
  const total = words.length + numbers.length;
  return { share: total === 0 ? 0 : 1 - missing.length / total, missing };
}

function quoteClosest(output: string, wanted: readonly ClauseFacts[]): readonly string[] {
  const stems = new Set(wanted.flatMap((clause) => [...clause.stems]));
  let quote: string | undefined;
  let best = 0;
  for (const { text } of sentencesOf(output)) {
    const shared = [...factsOf(text).stems].filter((word) => stems.has(word)).length;
    if (shared > best) [best, quote] = [shared, text];
  }
  return quote === undefined ? [] : [quote];
}
