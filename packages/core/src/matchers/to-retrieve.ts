import { averagePrecision } from "../metrics/average-precision.ts";
import { ndcg } from "../metrics/ndcg.ts";
import { precisionAtK } from "../metrics/precision-at-k.ts";
import { recallAtK } from "../metrics/recall-at-k.ts";
import { reciprocalRank } from "../metrics/reciprocal-rank.ts";
import type { Relevance } from "../metrics/relevance.ts";
import type { RetrievalDetails } from "../run/retrieval-details.ts";
import { runningCase } from "../run/running-case.ts";
import { defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation, Section } from "./evaluation.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { cutoffsOf, readRelevance, readThresholds, type RetrieveOptions } from "./retrieve-options.ts";
import { retrievedIds, type RetrievedIds } from "./retrieved-documents.ts";

export type { RetrieveOptions } from "./retrieve-options.ts";

export const toRetrieve: Matcher<[relevant: Relevance, options?: RetrieveOptions], MatcherResult> =
  defineMatcher("toRetrieve", function (received, relevant, options = {}) {
    const relevance = readRelevance(relevant);
    const thresholds = readThresholds(options);
    const retrieval = retrievedIds(received, options, runningCase(this)?.trace);
    const details = measure(retrieval, relevance, options, thresholds);
    return {
      ...evaluate(details, retrieval, relevance, options.query),
      advisory: options.advisory === true,
    };
  });

function measure(
  retrieval: RetrievedIds | undefined,
  relevance: ReadonlyMap<string, number>,
  options: RetrieveOptions,
  thresholds: readonly (readonly [figure: string, min: number])[],
): RetrievalDetails {
  const { gain = "linear" } = options;
  const ids = [...new Set(retrieval?.ids)];
  const grades = Object.fromEntries(relevance);
  const k = cutoffsOf(options);
  const at = (figure: (k: number) => number): { readonly [k: string]: number } =>
    Object.fromEntries(k.map((cutoff) => [String(cutoff), figure(cutoff)]));
  const found = ids.filter((id) => relevance.has(id));
  const figures = {
    precisionAt: at((cutoff) => precisionAtK(ids, grades, cutoff)),
    recallAt: at((cutoff) => recallAtK(ids, grades, cutoff)),
    ndcgAt: at((cutoff) => ndcg(ids, grades, { k: cutoff, gain })),
    gain,
    recall: found.length / relevance.size,
    ndcg: ndcg(ids, grades, { gain }),
    reciprocalRank: reciprocalRank(ids, grades),
    averagePrecision: averagePrecision(ids, grades),
  };
  const query = retrieval?.query ?? options.query;
  return {
    kind: "retrieval",
    version: 1,
    ...(query !== undefined && { query: cut(query) }),
    made: retrieval !== undefined,
    relevant: relevance.size,
    retrieved: ids.length,
    k,
    ...figures,
    wanted: thresholds.map(([figure, min]) => ({ figure, value: valueOf(figures, figure), min })),
    missing: [...relevance.keys()]
      .filter((id) => !found.includes(id))
      .slice(0, 50)
      .map(cut),
  };
}

type Figures = Pick<
  RetrievalDetails,
  "precisionAt" | "recallAt" | "ndcgAt" | "recall" | "ndcg" | "reciprocalRank" | "averagePrecision"
>;

function valueOf(figures: Figures, figure: string): number {
  const [name = "", k] = figure.split("@");
  const value =
    k === undefined
      ? figures[name as "recall" | "reciprocalRank" | "averagePrecision"]
      : figures[`${name}At` as "precisionAt" | "recallAt" | "ndcgAt"][k];
  return value ?? 0;
}

function evaluate(
  details: RetrievalDetails,
  retrieval: RetrievedIds | undefined,
  relevance: ReadonlyMap<string, number>,
  query: string | undefined,
): Evaluation {
  // Sums of fractions end a rounding error below the figure that a reader computes.
  const missed = details.wanted.filter(({ value, min }) => !(value >= min - 1e-12));
  const shown = (missed.length === 0 ? details.wanted : missed).map(printFigure).join("; ");
  const none =
    query === undefined ? "no retrieval was made: " : `no retrieval was made for ${JSON.stringify(query)}: `;
  return {
    pass: missed.length === 0,
    score: details.ndcg,
    reason: `${retrieval === undefined ? none : ""}${shown}`,
    details,
    sections: () => sectionsOf(details, retrieval, relevance),
  };
}

function printFigure({ figure, value, min }: RetrievalDetails["wanted"][number]): string {
  return `${figure} ${value.toFixed(3)}, at least ${min} wanted`;
}

const shownRanks = 20;

function sectionsOf(
  { query, wanted, missing }: RetrievalDetails,
  retrieval: RetrievedIds | undefined,
  relevance: ReadonlyMap<string, number>,
): Section[] {
  const ids = [...new Set(retrieval?.ids)];
  const isGraded = [...relevance.values()].some((grade) => grade !== 1);
  const mark = (id: string): string =>
    !relevance.has(id) ? " " : isGraded ? String(relevance.get(id)) : "*";
  const ranking = ids.slice(0, shownRanks).map((id, index) => `${index + 1}. ${mark(id)} ${cut(id)}`);
  const more = ids.length > shownRanks ? [`... (${ids.length} in all)`] : [];
  return [
    ...(query === undefined ? [] : [["query", query] as const]),
    ["figures", wanted.map(printFigure).join("\n")],
    ["retrieved", ids.length === 0 ? "nothing" : [...ranking, ...more].join("\n")],
    ["missing", missing.length === 0 ? "nothing" : missing.join(", ")],
  ];
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200).toWellFormed()}...` : text;
}
