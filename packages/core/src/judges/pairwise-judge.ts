import type { ChatModel } from "../models/chat-model.ts";
import type { MaterialOptions } from "./judge-material.ts";
import type { Rubric } from "./rubric.ts";
import type { Verdict } from "./verdict.ts";

export interface PairwiseJudgeOptions extends MaterialOptions {
  readonly rubric: Rubric;
  /** What is judged. */
  readonly output: string;
  /** What it is compared with: the reply of an earlier version, of another model, of a person. */
  readonly other: string;
  readonly model: ChatModel;
  /** Whether a tie passes. Default `false`. */
  readonly allowTie?: boolean | undefined;
  /** What it is when each order names another winner. Default `"tie"`. */
  readonly onConflict?: "tie" | "inconclusive" | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Of the running case, from 0: the judge is asked with another seed in every trial. */
  readonly trial?: number | undefined;
}

/**
 * Asks a model which of two texts a rubric prefers, in both orders: judges favour a position, the better ones too. A text wins
 * only if both orders name it.
 *
 * @returns `pass` when the output wins, else `fail`; `preference` has the winner, whether the orders agreed, and the positions
 * that were picked. Equal texts are a tie by rule, and no model is asked. Without a usable reply to one of the orders it is
 * `inconclusive`.
 * @throws ModelError when the model gave no answer: that is no verdict on the output.
 * @example
 * ```ts
 * const verdict = await judgePairwise({ rubric: polite, output: "Certainly.", other: "Read the manual.", model });
 * verdict.preference; // { winner: "output", consistent: true, picks: ["first", "second"] }
 * ```
 */
export async function judgePairwise(options: PairwiseJudgeOptions): Promise<Verdict> {
  run ??= (await import("./run-pairwise-judge.ts")).runPairwiseJudge;
  return run(options);
}

/** Kept, because import() costs more than the judge's own work even when the module is there. */
let run: ((options: PairwiseJudgeOptions) => Promise<Verdict>) | undefined;
