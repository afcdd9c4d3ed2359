import type { MaterialOptions } from "./judge-material.ts";
import type { PanelOptions } from "./panel.ts";
import type { ScoreRubric } from "./score-rubric.ts";
import type { Verdict } from "./verdict.ts";

export interface ScoreJudgeOptions extends PanelOptions, MaterialOptions {
  readonly rubric: ScoreRubric;
  /** What is judged. */
  readonly output: string;
  /** The least score that passes, above 1 and up to 5. */
  readonly min: number;
  /** What becomes of several votes. Default `"mean"`. */
  readonly reducer?: "mean" | "median" | undefined;
  /** Of several votes of one model, from 0 to 0.3. Default 0.3. */
  readonly temperature?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Of the running case, from 0: the judge is asked with another seed in every trial. */
  readonly trial?: number | undefined;
}

/**
 * Asks a model for a score from 1 to 5, three times unless `samples` or a `jury` says otherwise, and compares the votes' mean
 * or median with `min`.
 *
 * @returns `pass` or `fail` with the votes and their spread in `scores`; `score` is the same from 0 to 1. A score off the
 * scale or between two levels is no vote. Where votes are missing the verdict stands only if it would, whatever they were:
 * it is `inconclusive` otherwise.
 * @throws ModelError when there was no answer, or too few to decide: that is no verdict on the output.
 * @throws EvalError `MATCHER_ARGUMENT` when `min`, `samples`, `temperature` or `reducer` is wrong.
 * @example
 * ```ts
 * const verdict = await judgeScore({ rubric: clarity, output: "Open the settings.", min: 4, model });
 * verdict.scores; // { value: 4.33, mean: 4.33, median: 4, variance: 0.22, stable: true, ... }
 * ```
 */
export async function judgeScore(options: ScoreJudgeOptions): Promise<Verdict> {
  run ??= (await import("./run-score-judge.ts")).runScoreJudge;
  return run(options);
}

/** Kept, because import() costs more than the judge's own work even when the module is there. */
let run: ((options: ScoreJudgeOptions) => Promise<Verdict>) | undefined;
