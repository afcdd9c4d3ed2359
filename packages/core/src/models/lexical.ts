import type { ChatModel } from "./chat-model.ts";
import { markGoverned } from "./governed.ts";

/** Raised with every change of what it answers: a judge that judges otherwise is another one. */
const id = "lexical-2";

/**
 * The embedded judge model: deterministic, without network or key. It compares content words, numbers, names and
 * negations; it answers claim questions and rubric questions that come with a reference, and says "cannot-judge" to
 * everything else. It reads no rubric: with a reference it says whether the output agrees with it, nothing more. What it
 * is worth on labelled data is in docs/lexical.md.
 *
 * @example
 * ```ts
 * import { defineConfig, lexical } from "@assay/vitest";
 *
 * export default defineConfig({ judge: lexical() });
 * ```
 */
export function lexical(): ChatModel {
  const model: ChatModel = {
    id,
    family: "lexical",
    async complete({ question }) {
      const { answerQuestion } = await import("./lexical/answer-question.ts");
      return {
        text: answerQuestion(question),
        finishReason: "stop",
        modelServed: id,
        usage: { inputTokens: 0, outputTokens: 0 },
        costUsd: 0,
      };
    },
  };
  return markGoverned(model, { deterministic: true });
}
