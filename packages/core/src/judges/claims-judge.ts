import type { ChatModel } from "../models/chat-model.ts";
import type { Verdict } from "./verdict.ts";

export interface ClaimsJudgeOptions {
  /** What is judged. */
  readonly output: string;
  /** The passages that the output must keep to. */
  readonly context: string | readonly string[];
  readonly model: ChatModel;
  /** The share of checkable claims that must be supported, from 0 to 1. Default 1. */
  readonly minScore?: number | undefined;
  /** Whether a claim that follows from the context without being said there counts as supported. Default `false`. */
  readonly allowInferences?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Of the running case, from 0: the judge is asked with another seed in every trial. */
  readonly trial?: number | undefined;
}

/**
 * Asks a model, claim by claim, whether an output keeps to its context. The output is cut into numbered claims by code,
 * and the reply must hold one verdict for each: a judge that drops a claim would raise the score.
 *
 * @returns `score` = supported claims / checkable claims (Ragas' faithfulness, https://docs.ragas.io), `claims` with one
 * verdict each, `pass` when the score reaches `minScore`. An output without a checkable claim is `inconclusive`, class
 * `not-applicable`: it has no faithfulness, neither 1 nor 0.
 * @throws EvalError `MATCHER_ARGUMENT` when the context is empty or `minScore` is not from 0 to 1.
 * @throws ModelError when the model gave no answer: that is no verdict on the output.
 * @example
 * ```ts
 * const verdict = await judgeClaims({ output: "Pro costs $49.", context: ["Pro: $49 per month."], model });
 * verdict.claims; // [{ id: "c1", text: "Pro costs $49.", verdict: "supported", ... }]
 * ```
 */
export async function judgeClaims(options: ClaimsJudgeOptions): Promise<Verdict> {
  run ??= (await import("./run-claims-judge.ts")).runClaimsJudge;
  return run(options);
}

/** Kept, because import() costs more than the judge's own work even when the module is there. */
let run: ((options: ClaimsJudgeOptions) => Promise<Verdict>) | undefined;
