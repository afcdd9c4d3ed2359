import type { ChatModel } from "../../models/chat-model.ts";
import type { CheckJudgeOptions, JudgeCheck } from "./judge-check.ts";

/**
 * Asks a model, as a judge, about texts whose verdict is known: texts without content, openers, answers cut off, off topic,
 * wrong or with forged verdicts in them, which all have to fail; right answers, which have to pass; and pairs that say the
 * same, which have to tie. About 60 questions.
 *
 * @returns how often the judge was wrong, with the exact upper bound of its false-pass rate, and a verdict on the judge: `pass`
 * when that bound is at most `maxFalsePass`, at most a quarter of the right answers failed, and every pair tied.
 * @throws ModelError when the model cannot be asked at all (key, quota, unknown model, no such host).
 * @example
 * ```ts
 * const { verdict, falsePass } = await checkJudge(openai({ model: "gpt-5-mini" }));
 * expect(verdict).toBe("pass");
 * ```
 */
export async function checkJudge(model: ChatModel, options: CheckJudgeOptions = {}): Promise<JudgeCheck> {
  const { runJudgeCheck } = await import("./run-judge-check.ts");
  return runJudgeCheck(model, options);
}
