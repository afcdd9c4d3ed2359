import { contradicts, factsOf, type ClauseFacts } from "./facts.ts";
import { findMisboundNumber } from "./number-binding.ts";
import { longestWindow, type IndexedContext, type Window } from "./passages.ts";
import { sameQuantity } from "./quantities.ts";
import { sentencesOf } from "./sentences.ts";
import { isCourtesy, wordsOf } from "./words.ts";

export interface ClaimAnswer {
  readonly reason: string;
  readonly evidence: string;
  readonly verdict: "supported" | "unsupported" | "not-checkable";
}

/** The share of a claim's content words that its evidence must have. */
const neededCoverage = 0.8;
/** A clause with less than this share is an invented list item. */
const neededClauseCoverage = 0.5;
/** What a word counts that stands in the passage, but not in the window. */
const farWeight = 0.9;

/** Whether the context says what `claim` says. */
export function checkClaim(claim: string, context: IndexedContext): ClaimAnswer {
  const clauses = sentencesOf(claim).flatMap(({ text }) => factsOf(text).clauses);
  const uncheckable = findUncheckable(claim, clauses);
  if (uncheckable !== undefined) return { reason: uncheckable, evidence: "", verdict: "not-checkable" };
  const best = chooseWindow(context.windows, clauses);
  if (best === undefined)
    return { reason: "the context has no sentence", evidence: "", verdict: "unsupported" };
  const { text, coverage } = best.scored;
  const problem = best.problem ?? findMisboundNumber(clauses, context.sentences);
  return problem === undefined
    ? { reason: "its words and numbers stand together in the context", evidence: text, verdict: "supported" }
    : { reason: problem, evidence: coverage > 0 ? text : "", verdict: "unsupported" };
}

function findUncheckable(claim: string, clauses: readonly ClauseFacts[]): string | undefined {
  if (/[?？]["'”’)\]]*$/.test(claim.trim())) return "it is a question";
  if (clauses.some(({ quantities }) => quantities.length > 0)) return undefined;
  const stems = clauses.flatMap(({ words }) => words.map((word) => word.stem));
  if (stems.length === 0) return wordsOf(claim).length === 0 ? "it has no words" : "it has no content words";
  return isCourtesy(stems) ? "it is a courtesy" : undefined;
}

interface ScoredWindow extends Window {
  readonly coverage: number;
}

/** Of the windows that say most of the claim in the fewest sentences, one that bears it out. */
function chooseWindow(
  windows: readonly Window[],
  claim: readonly ClauseFacts[],
): { readonly scored: ScoredWindow; readonly problem: string | undefined } | undefined {
  const coverages = windows.map((window) => coverageOf(claim, window));
  const most = coverages.reduce((best, coverage) => Math.max(best, coverage), 0);
  const closest = windows.filter((_window, index) => coverages[index] === most);
  const fewest = closest.reduce((least, { length }) => Math.min(least, length), longestWindow);
  const tried = closest
    .filter(({ length }) => length === fewest)
    .map((window) => ({ scored: { ...window, coverage: most }, problem: findProblem(window, most, claim) }));
  return tried.find(({ problem }) => problem === undefined) ?? tried[0];
}

/** The share of the claim's content words and numbers that stand in the window; words of its passage count a little less. */
function coverageOf(claim: readonly ClauseFacts[], { stems, quantities, passageStems }: Window): number {
  let total = 0;
  let found = 0;
  for (const clause of claim) {
    total += clause.words.length + clause.quantities.length;
    for (const { stem } of clause.words)
      found += stems.has(stem) ? 1 : passageStems.has(stem) ? farWeight : 0;
    for (const one of clause.quantities)
      found += quantities.some((other) => sameQuantity(one, other)) ? 1 : 0;
  }
  return total === 0 ? 1 : found / total;
}

function findProblem(window: Window, coverage: number, claim: readonly ClauseFacts[]): string | undefined {
  const isKnown = (word: string): boolean => window.stems.has(word) || window.passageStems.has(word);
  const words = claim.flatMap((clause) => clause.words);
  const name = words.find((word) => word.isName && !isKnown(word.stem));
  if (name !== undefined) return `the context does not name "${name.text}"`;
  const numbers = claim.flatMap((clause) => clause.quantities);
  const number = numbers.find((one) => !window.quantities.some((other) => sameQuantity(one, other)));
  if (number !== undefined) return `the context does not give the number ${number.text} here`;
  const invented = claim.some((clause) => {
    const known = clause.words.filter(({ stem }) => isKnown(stem)).length;
    return clause.words.length > 0 && known / clause.words.length < neededClauseCoverage;
  });
  const missing = words.filter(({ stem }) => !isKnown(stem)).map(({ text }) => `"${text}"`);
  if (invented || coverage < neededCoverage) {
    return `the context does not speak of ${missing.length === 0 ? "all of it in one place" : missing.join(", ")}`;
  }
  return contradicts(claim, window.clauses) ? "the context says the opposite" : undefined;
}
