import { canonicalise } from "./untrusted-text.ts";

/** A rule that decides before a model is asked. */
export type JudgeRule = ContentRule | "identical-texts" | "empty-other";

/** What an output without content is. */
export type ContentRule = "empty-output" | "punctuation-only" | "opener-only";

/**
 * The rule that an output without content breaks. Judges let such outputs pass up to 80 to 90 % of the time, whatever
 * the rubric ("One Token to Fool LLM-as-a-Judge", arXiv 2507.08794); neither reasoning nor voting helps.
 */
export function brokenRule(output: string): ContentRule | undefined {
  const text = canonicalise(output).trim();
  if (text === "") return "empty-output";
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)) return "punctuation-only";
  return text.length <= longestOpener && openers.has(bare(text)) ? "opener-only" : undefined;
}

export const ruleCritiques: { readonly [rule in JudgeRule]: string } = {
  "empty-output": "The output is empty.",
  "punctuation-only": "The output has punctuation and nothing else.",
  "opener-only": "The output opens an answer and gives none.",
  "identical-texts": "Both texts are the same.",
  "empty-other": "The other text has no content to prefer.",
};

const longestOpener = 100;

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .replace(/\s+/g, " ");
}

const openers: ReadonlySet<string> = new Set([
  "thought process",
  "thinking process",
  "reasoning",
  "reasoning process",
  "analysis",
  "solution",
  "answer",
  "final answer",
  "the answer is",
  "here is the answer",
  "here is the solution",
  "here's the answer",
  "let's solve this problem step by step",
  "let's solve this step by step",
  "let's think step by step",
  "let me think",
  "let me think step by step",
  "step 1",
  "解",
  "解答",
  "解决方案",
  "答案",
  "かいせつ",
  "解説",
  "答え",
  "respuesta",
  "solución",
  "lösung",
  "antwort",
  "réponse",
  "risposta",
  "resposta",
  "ответ",
  "решение",
]);
