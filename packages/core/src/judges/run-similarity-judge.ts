import { createHash } from "node:crypto";
import { EvalError } from "../errors/eval-error.ts";
import type { EmbeddingSpend } from "../models/chat-model.ts";
import { modelFamily } from "../models/model-family.ts";
import { servesAnother } from "../models/served-model.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { originals } from "../platform/originals.ts";
import { cosine } from "./cosine.ts";
import { judgeHash } from "./judge-hash.ts";
import { embedTexts } from "./embed-texts.ts";
import { brokenRule, ruleCritiques } from "./rule-checks.ts";
import { sumReplayed } from "./spend.ts";
import type { SimilarityJudgeOptions } from "./similarity-judge.ts";
import { canonicalise } from "./untrusted-text.ts";
import type { Verdict } from "./verdict.ts";

/** Raised with every change of what is compared, and how. */
export const similarityVersion = "similarity/1";

/** See `judgeSimilarity`, which loads this file when it is first called. */
export async function runSimilarityJudge(options: SimilarityJudgeOptions): Promise<Verdict> {
  const { model, min } = options;
  const [output, reference] = [canonicalise(options.output), readReference(options.reference)];
  checkMin(min);
  const hash = createHash("sha256").update(canonicalJson({ similarityVersion, min })).digest("hex");
  const identity = {
    rubric: { name: "similarity", version: 1, hash },
    judgeHash: judgeHash({
      seats: [{ model }],
      promptVersion: similarityVersion,
      parserVersion: similarityVersion,
      rubricHash: "",
    }),
    promptVersion: similarityVersion,
    parserVersion: similarityVersion,
    model: { asked: model.id, family: modelFamily(model.id) },
  };
  const rule = brokenRule(output);
  if (rule !== undefined) {
    const critique = ruleCritiques[rule];
    return { outcome: "fail", critique, evidence: [], rule, ...identity, durationMs: 0, requests: 0 };
  }
  const startedAt = originals.monotonic();
  const { vectors, spent } = await embedTexts(model, [output, reference], options);
  const [first = [], second = []] = vectors;
  const similarity = cosine(first, second);
  return {
    outcome: similarity >= min ? "pass" : "fail",
    critique: `the similarity is ${show(similarity)}, at least ${show(min)} is asked for`,
    evidence: [],
    similarity,
    ...(similarity >= 0 && { score: similarity }),
    ...identity,
    ...summarize(model.id, spent),
    durationMs: originals.monotonic() - startedAt,
  };
}

function summarize(
  asked: string,
  spent: readonly EmbeddingSpend[],
): Pick<Verdict, "model" | "usage" | "costUsd" | "requests" | "replayed"> {
  const usages = spent.flatMap(({ usage }) => usage ?? []);
  const costs = spent.flatMap(({ costUsd }) => costUsd ?? []);
  const served = spent.at(-1)?.modelServed;
  const replayed = sumReplayed(
    spent.map(({ recordedAt: at }) =>
      at === undefined ? undefined : { replies: 1, oldest: at, newest: at },
    ),
  );
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    model: {
      asked,
      family: modelFamily(asked),
      ...(served !== undefined && { served }),
      ...(servesAnother(asked, served, undefined) && { replaced: true }),
    },
    ...(usages.length > 0 && {
      usage: {
        inputTokens: sum(usages.map(({ inputTokens }) => inputTokens)),
        outputTokens: sum(usages.map(({ outputTokens }) => outputTokens)),
      },
    }),
    ...(spent.length > 0 && costs.length === spent.length && { costUsd: sum(costs) }),
    requests: spent.length === 0 ? 1 : sum(spent.map(({ requests }) => requests)),
    ...(replayed !== undefined && { replayed }),
  };
}

function show(value: number): string {
  return String(Number(value.toFixed(4)));
}

function readReference(reference: unknown): string {
  const text = typeof reference === "string" ? canonicalise(reference) : "";
  if (text.trim() !== "") return text;
  throw new EvalError(
    "Failed to judge similarity: the reference is empty or no text. Pass the text to compare with.",
    { code: "MATCHER_ARGUMENT" },
  );
}

function checkMin(min: unknown): void {
  if (typeof min === "number" && min > -1 && min <= 1) return;
  throw new EvalError(
    `Failed to judge similarity: expected \`min\` to be a number above -1 and up to 1, got ${String(min)} (${typeof min}). Take the threshold that calibrateSimilarity() gives for your model; there is no default that fits every model.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
