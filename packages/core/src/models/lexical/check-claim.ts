import type { ClauseFacts, SentenceFacts } from "./facts.ts";
import { contradicts, factsOf } from "./facts.ts";
import { findMisboundNumber } from "./number-binding.ts";
import { sameQuantity } from "./quantities.ts";
import { sentencesOf, type Sentence } from "./sentences.ts";
import { isCourtesy, wordsOf } from "./words.ts";

/** A passage cut into sentences, ready to compare claims with. */
export interface IndexedPassage {
  readonly text: string;
  readonly sentences: readonly (Sentence & { readonly facts: SentenceFacts })[];
  readonly stems: ReadonlySet<string>;
}

export interface ClaimAnswer {
  readonly reason: string;
  readonly evidence: string;
  readonly verdict: "supported" | "unsupported" | "not-checkable";
}

export function indexPassages(context: readonly string[]): readonly IndexedPassage[] {
  return context.map((text) => {
    const sentences = sentencesOf(text).map((sentence) => ({ ...sentence, facts: factsOf(sentence.text) }));
    return { text, sentences, stems: new Set(sentences.flatMap(({ facts }) => [...facts.stems])) };
  });
}

/** The share of a claim's content words that its evidence must have. */
const neededCoverage = 0.8;
/** A clause with less than this share is an invented list item. */
const neededClauseCoverage = 0.5;
/** What a word counts that stands in the passage, but not near the evidence. */
const farWeight = 0.9;
const longestWindow = 3;

/** Whether the passages say what `claim` says. */
export function checkClaim(claim: string, passages: readonly IndexedPassage[]): ClaimAnswer {
  const clauses = sentencesOf(claim).flatMap(({ text }) => factsOf(text).clauses);
  const uncheckable = findUncheckable(claim, clauses);
  if (uncheckable !== undefined) return { verdict: "not-checkable", reason: uncheckable, evidence: "" };
  const windows = passages.flatMap((passage) => [...windowsOf(passage, clauses)]);
  const best = chooseWindow(windows, clauses);
  if (best === undefined) return { verdict: "unsupported", reason: "the context has no sentence", evidence: "" };
  const evidence = best.window.passage.text.slice(best.window.start, best.window.end);
  const problem = best.problem ?? findMisboundNumber(clauses, passages);
  return problem === undefined
    ? { verdict: "supported", reason: "its words and numbers stand together in the context", evidence }
    : { verdict: "unsupported", reason: problem, evidence: best.window.coverage > 0 ? evidence : "" };
}

/** Of the windows that say most of the claim in the fewest sentences, one that bears it out. */
function chooseWindow(
  windows: readonly Window[],
  claim: readonly ClauseFacts[],
): { readonly window: Window; readonly problem: string | undefined } | undefined {
  const most = windows.reduce((best, { coverage }) => Math.max(best, coverage), 0);
  const closest = windows.filter(({ coverage }) => coverage === most);
  const fewest = closest.reduce((least, { length }) => Math.min(least, length), longestWindow);
  const tried = closest
    .filter(({ length }) => length === fewest)
    .map((window) => ({ window, problem: findProblem(window, claim) }));
  return tried.find(({ problem }) => problem === undefined) ?? tried[0];
}

function findUncheckable(claim: string, clauses: readonly ClauseFacts[]): string | undefined {
  if (/[?？]["'”’)\]]*$/.test(claim.trim())) return "it is a question";
  if (clauses.some(({ quantities }) => quantities.length > 0)) return undefined;
  const stems = clauses.flatMap(({ words }) => words.map((word) => word.stem));
  if (stems.length === 0) return wordsOf(claim).length === 0 ? "it has no words" : "it has no content words";
  return isCourtesy(stems) ? "it is a courtesy" : undefined;
}

interface Window {
  readonly passage: IndexedPassage;
  readonly start: number;
  readonly end: number;
  /** In sentences. */
  readonly length: number;
  readonly clauses: readonly ClauseFacts[];
  readonly stems: ReadonlySet<string>;
  readonly coverage: number;
}

function* windowsOf(passage: IndexedPassage, claim: readonly ClauseFacts[]): Generator<Window> {
  const { sentences } = passage;
  for (const [first, sentence] of sentences.entries()) {
    for (let length = 1; length <= longestWindow && first + length <= sentences.length; length++) {
      const taken = sentences.slice(first, first + length);
      const stems = new Set(taken.flatMap(({ facts }) => [...facts.stems]));
      const clauses = taken.flatMap(({ facts }) => facts.clauses);
      const end = taken.at(-1)?.end ?? sentence.end;
      yield { passage, start: sentence.start, end, length, clauses, stems, coverage: coverageOf(claim, clauses, passage.stems) };
    }
  }
}

/** The share of the claim's content words and numbers that stand in the window; words of its passage count a little less. */
function coverageOf(claim: readonly ClauseFacts[], near: readonly ClauseFacts[], far: ReadonlySet<string>): number {
  const stems = new Set(near.flatMap((clause) => [...clause.stems]));
  const numbers = near.flatMap((clause) => clause.quantities);
  const found = claim.flatMap(({ words, quantities }) => [
    ...words.map(({ stem }) => (stems.has(stem) ? 1 : far.has(stem) ? farWeight : 0)),
    ...quantities.map((quantity) => (numbers.some((other) => sameQuantity(quantity, other)) ? 1 : 0)),
  ]);
  return found.length === 0 ? 1 : found.reduce<number>((sum, weight) => sum + weight, 0) / found.length;
}

function findProblem(window: Window, claim: readonly ClauseFacts[]): string | undefined {
  const { passage, stems, clauses, coverage } = window;
  const isKnown = (word: string): boolean => stems.has(word) || passage.stems.has(word);
  const words = claim.flatMap((clause) => clause.words);
  const name = words.find((word) => word.isName && !isKnown(word.stem));
  if (name !== undefined) return `the context does not name "${name.text}"`;
  const numbers = clauses.flatMap((clause) => clause.quantities);
  const number = claim.flatMap((clause) => clause.quantities).find((one) => !numbers.some((other) => sameQuantity(one, other)));
  if (number !== undefined) return `the context does not give the number ${number.text} here`;
  const invented = claim.find((clause) => {
    const known = clause.words.filter(({ stem }) => isKnown(stem)).length;
    return clause.words.length > 0 && known / clause.words.length < neededClauseCoverage;
  });
  const missing = words.filter(({ stem }) => !isKnown(stem)).map(({ text }) => `"${text}"`);
  if (invented !== undefined || coverage < neededCoverage) {
    return `the context does not speak of ${missing.length === 0 ? "all of it in one place" : missing.join(", ")}`;
  }
  return contradicts(claim, clauses) ? "the context says the opposite" : undefined;
}
