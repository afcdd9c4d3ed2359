import type { Relevance } from "../metrics/relevance.ts";
import { argumentError, checkOptions } from "./argument-error.ts";

/** The least value, from 0 to 1, by cutoff: `{ 5: 0.8 }`. */
export type CutoffThresholds = { readonly [k: number]: number };

export interface RetrieveOptions {
  /** The least share of the first k places that hold a relevant document. */
  readonly precisionAt?: CutoffThresholds;
  /** The least share of the relevant documents that stand among the first k. */
  readonly recallAt?: CutoffThresholds;
  /** The least normalised discounted cumulative gain of the first k. */
  readonly ndcgAt?: CutoffThresholds;
  /** The least share of the relevant documents that were retrieved at all. Default 1 where nothing else is asked for. */
  readonly recall?: number;
  /** The least 1 over the place of the first relevant document. */
  readonly reciprocalRank?: number;
  readonly averagePrecision?: number;
  /** The gain of NDCG: the grade itself (default), or 2^grade - 1. */
  readonly gain?: "linear" | "exponential";
  /** Which retrieval of several: the last one of this query. Default: the last one. */
  readonly query?: string;
  /** Where a document keeps its id. Default: its `id`. */
  readonly idOf?: (document: unknown) => unknown;
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

const matcher = "toRetrieve";
const atCutoff = ["precisionAt", "recallAt", "ndcgAt"] as const;
const overall = ["recall", "reciprocalRank", "averagePrecision"] as const;
const others = ["gain", "query", "idOf", "advisory"] as const;
const usualCutoffs = [1, 3, 5, 10];

/**
 * What is asked for, as `recall@5` and its least value.
 *
 * @throws EvalError `MATCHER_ARGUMENT` for an option that does not exist or holds no figure.
 */
export function readThresholds(
  options: RetrieveOptions,
): readonly (readonly [figure: string, min: number])[] {
  checkOptions(matcher, options, [...atCutoff, ...overall, ...others]);
  checkOthers(options);
  const asked = [
    ...atCutoff.flatMap((name) =>
      options[name] === undefined ? [] : readCutoffs(name, options[name] as CutoffThresholds),
    ),
    ...overall.flatMap((name) =>
      options[name] === undefined ? [] : [[name, share(`\`${name}\``, options[name])] as const],
    ),
  ];
  return asked.length === 0 ? [["recall", 1]] : asked;
}

/** The cutoffs at which figures are recorded, ascending. */
export function cutoffsOf(options: RetrieveOptions): readonly number[] {
  const asked = atCutoff.flatMap((name) => Object.keys(options[name] ?? {}).map(Number));
  return [...new Set([...usualCutoffs, ...asked])].toSorted((a, b) => a - b);
}

/**
 * The relevant documents and their grades.
 *
 * @throws EvalError `MATCHER_ARGUMENT` when nothing is relevant: no figure is defined then.
 */
export function readRelevance(relevant: Relevance): ReadonlyMap<string, number> {
  const isList = Array.isArray(relevant);
  if (typeof relevant !== "object" || relevant === null) {
    throw argumentError(matcher, "the relevant documents", "a list of ids or an object of grades", relevant);
  }
  const entries = isList
    ? (relevant as readonly unknown[]).map((id) => [id, 1] as const)
    : Object.entries(relevant);
  for (const [id, grade] of entries) {
    if (typeof id !== "string" || id === "") throw argumentError(matcher, "each relevant id", "a text", id);
    if (typeof grade !== "number" || !(grade >= 0 && grade <= 100)) {
      // Beyond that, 2^grade and its sums overflow, and no figure is left.
      throw argumentError(matcher, `the grade of "${id}"`, "a number from 0 to 100", grade);
    }
  }
  const grades = new Map(
    (entries as readonly (readonly [string, number])[]).filter(([, grade]) => grade > 0),
  );
  if (grades.size > 0) return grades;
  throw argumentError(
    matcher,
    "the relevant documents",
    "at least one id with a grade above 0 (check for an empty retrieval with the runner's own matchers)",
    relevant,
  );
}

function checkOthers({ gain, query, idOf }: RetrieveOptions): void {
  if (gain !== undefined && gain !== "linear" && gain !== "exponential") {
    throw argumentError(matcher, "`gain`", '"linear" or "exponential"', gain);
  }
  if (query !== undefined && typeof query !== "string")
    throw argumentError(matcher, "`query`", "a text", query);
  if (idOf !== undefined && typeof idOf !== "function") {
    throw argumentError(matcher, "`idOf`", "a function from a document to its id", idOf);
  }
}

function readCutoffs(
  name: (typeof atCutoff)[number],
  thresholds: CutoffThresholds,
): (readonly [string, number])[] {
  const entries = typeof thresholds === "object" && thresholds !== null ? Object.entries(thresholds) : [];
  if (entries.length === 0) {
    throw argumentError(
      matcher,
      `\`${name}\``,
      "an object from k to the least value, as { 5: 0.8 }",
      thresholds,
    );
  }
  return entries.map(([k, min]) => {
    if (!/^[1-9]\d*$/.test(k))
      throw argumentError(matcher, `each k of \`${name}\``, "a whole number from 1", k);
    return [`${name.slice(0, -2)}@${k}`, share(`\`${name}\` at ${k}`, min)] as const;
  });
}

function share(what: string, min: unknown): number {
  if (typeof min === "number" && min >= 0 && min <= 1) return min;
  throw argumentError(matcher, what, "a number from 0 to 1", min);
}
