/**
 * What `toRetrieve` records in a check's `details`. Version 1; a field is added without a new version, never changed.
 * Figures are from 0 to 1 and of one query; a negated check (`CheckRecord.negated`) has them all the same.
 */
export type RetrievalDetails = {
  readonly kind: "retrieval";
  readonly version: 1;
  /** The query that was judged, where the value names one. */
  readonly query?: string;
  /** `false`: the application made no such retrieval, and every figure is 0. */
  readonly made: boolean;
  /** Relevant documents. */
  readonly relevant: number;
  /** Retrieved documents, each counted once. */
  readonly retrieved: number;
  /** The cutoffs of the figures below, ascending: always 1, 3, 5 and 10, and those that thresholds name. */
  readonly k: readonly number[];
  /** By cutoff. */
  readonly precisionAt: { readonly [k: string]: number };
  readonly recallAt: { readonly [k: string]: number };
  readonly ndcgAt: { readonly [k: string]: number };
  readonly gain: "linear" | "exponential";
  /** Over the whole ranking. */
  readonly recall: number;
  readonly ndcg: number;
  readonly reciprocalRank: number;
  readonly averagePrecision: number;
  /** What was asked for: `recall@5` at least 0.8, say. */
  readonly wanted: readonly { readonly figure: string; readonly value: number; readonly min: number }[];
  /** Relevant documents that were not retrieved, at most 50 of them. */
  readonly missing: readonly string[];
};
