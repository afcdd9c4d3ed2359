import type { EmbeddingModel } from "../models/chat-model.ts";
import type { Verdict } from "./verdict.ts";

export interface SimilarityJudgeOptions {
  /** What is judged. */
  readonly output: string;
  /** What its meaning is compared with. */
  readonly reference: string;
  /** The least cosine that passes, above -1 and up to 1. What a model gives to unrelated texts differs: see `calibrateSimilarity`. */
  readonly min: number;
  readonly model: EmbeddingModel;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly deadline?: number | undefined;
}

/**
 * Compares the meanings of two texts by the cosine of their embeddings. It tells topics apart and no facts: "in 30 days" and
 * "in 60 days" are all but the same to it.
 *
 * @returns `pass` when the cosine reaches `min`, else `fail`; `similarity` is the cosine. An output without content fails by rule.
 * @throws ModelError when there is no answer, and `MODEL_BAD_EMBEDDING` when a vector is zero, of another length, or holds what is
 * no number.
 * @throws EvalError `MATCHER_ARGUMENT` when `min` or the reference is wrong.
 * @example
 * ```ts
 * const verdict = await judgeSimilarity({ output: "Money back", reference: "A refund", min: 0.6, model });
 * verdict.similarity; // 0.71
 * ```
 */
export async function judgeSimilarity(options: SimilarityJudgeOptions): Promise<Verdict> {
  run ??= (await import("./run-similarity-judge.ts")).runSimilarityJudge;
  return run(options);
}

/** Kept, because import() costs more than the judge's own work even when the module is there. */
let run: ((options: SimilarityJudgeOptions) => Promise<Verdict>) | undefined;
