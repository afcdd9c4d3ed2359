import type { PanelOptions } from "./panel.ts";
import type { Rubric } from "./rubric.ts";
import type { Verdict } from "./verdict.ts";

export interface BinaryJudgeOptions extends PanelOptions {
  readonly rubric: Rubric;
  /** What is judged. */
  readonly output: string;
  /** What the application was asked. */
  readonly input?: string | undefined;
  /** A right answer. */
  readonly reference?: string | undefined;
  /** What the application had before it. */
  readonly context?: string | readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Of the running case, from 0: the judge is asked with another seed in every trial. */
  readonly trial?: number | undefined;
}

/**
 * Asks a model whether an output passes a rubric; with `samples` or a `jury`, more than half of the votes decide, and no
 * more are cast than that takes.
 *
 * @returns `pass`, `fail`, or `inconclusive` with a class when the model answered without a usable verdict. An output
 * without content fails by rule, and no model is asked. A vote without a verdict stays in the count: the verdict stands
 * only if no missing vote could change it.
 * @throws ModelError when there was no answer, or too few to decide: that is no verdict on the output.
 * @example
 * ```ts
 * const verdict = await judgeBinary({ rubric: polite, output: "Read the manual.", model });
 * verdict.outcome; // "fail"
 * ```
 */
export async function judgeBinary(options: BinaryJudgeOptions): Promise<Verdict> {
  run ??= (await import("./run-binary-judge.ts")).runBinaryJudge;
  return run(options);
}

/** Kept, because import() costs more than the judge's own work even when the module is there. */
let run: ((options: BinaryJudgeOptions) => Promise<Verdict>) | undefined;
