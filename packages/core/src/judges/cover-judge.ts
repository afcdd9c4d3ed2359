import type { ChatModel } from "../models/chat-model.ts";
import type { Verdict } from "./verdict.ts";

export interface CoverJudgeOptions {
  /** What is judged. */
  readonly output: string;
  /** What the output should say: a right answer, or several passages of one. */
  readonly reference: string | readonly string[];
  readonly model: ChatModel;
  /** The share of the reference's checkable claims that the output must make, from 0 to 1. Default 1. */
  readonly minScore?: number | undefined;
  /** Whether a claim that follows from the output without being said there counts. Default `false`. */
  readonly allowInferences?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Of the running case, from 0: the judge is asked with another seed in every trial. */
  readonly trial?: number | undefined;
}

/**
 * Asks a model, claim by claim, which claims of a reference an output makes: claim recall. The reference is cut into numbered
 * claims by code, and the reply must hold one verdict for each.
 *
 * @returns `score` = claims of the reference that the output makes / its checkable claims, `claims` with one verdict each,
 * `pass` when the score reaches `minScore`. A reference without a checkable claim is `inconclusive`, class `not-applicable`: it
 * has no coverage, neither 1 nor 0. An output without content fails by rule.
 * @throws EvalError `MATCHER_ARGUMENT` when the reference is empty or `minScore` is not from 0 to 1.
 * @throws ModelError when the model gave no answer: that is no verdict on the output.
 * @example
 * ```ts
 * const verdict = await judgeCover({ output: "Pro costs $49.", reference: "Pro: $49. Starter: $29.", model });
 * verdict.score; // 0.5
 * ```
 */
export async function judgeCover(options: CoverJudgeOptions): Promise<Verdict> {
  run ??= (await import("./run-cover-judge.ts")).runCoverJudge;
  return run(options);
}

/** Kept, because import() costs more than the judge's own work even when the module is there. */
let run: ((options: CoverJudgeOptions) => Promise<Verdict>) | undefined;
