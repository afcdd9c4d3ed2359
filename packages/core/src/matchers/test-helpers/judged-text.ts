import { expect as vitestExpect, type TestContext } from "vitest";
import { rubric, type Rubric } from "../../judges/rubric.ts";
import type { ChatModel } from "../../models/chat-model.ts";
import { judgeReply } from "../../testing/judge-reply.ts";
import { scriptedModel } from "../../testing/scripted-model.ts";
import type { Usage } from "../../trace/trace.ts";
import { toPassJudge, type PassJudgeOptions } from "../to-pass-judge.ts";

export type Judged = Record<"toPassJudge", (judge: unknown, options?: PassJudgeOptions) => Promise<void>>;

vitestExpect.extend({ toPassJudge } as unknown as Parameters<TestContext["expect"]["extend"]>[0]);

export function expectText(received: unknown): Judged & { readonly not: Judged } {
  // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
  return vitestExpect(received) as unknown as Judged & { readonly not: Judged };
}

export const resolves: Rubric = rubric({
  name: "resolves-the-question",
  version: 2,
  pass: "The reply answers what was asked.",
  fail: "The reply is off topic.",
});
export const output = "You can get a refund within 30 days.";
export const usage: Usage = { inputTokens: 412, outputTokens: 37 };

export function judge(verdict: "pass" | "fail"): ChatModel {
  const text = judgeReply({
    verdict,
    critique: "It names the period, not the way.",
    evidence: ["within 30 days"],
  });
  return scriptedModel([{ text, usage, costUsd: 0.00042, modelServed: "scripted-0611" }]);
}
