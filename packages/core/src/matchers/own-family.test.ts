import { expect as vitestExpect, test } from "vitest";
import { rubric } from "../judges/rubric.ts";
import { CaseContext } from "../run/case-context.ts";
import { judgementOf } from "../run/judgement.ts";
import { runCase } from "../run/run-case.ts";
import { traceSummary } from "../run/trace-summary.ts";
import { judgeReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { toCallNoTools } from "./to-call-no-tools.ts";
import { toPassJudge } from "./to-pass-judge.ts";

vitestExpect.extend({ toPassJudge, toCallNoTools } as unknown as Parameters<typeof vitestExpect.extend>[0]);
const expect = vitestExpect;

interface Judged {
  toPassJudge(judge: unknown, options: object): Promise<void>;
  toCallNoTools(): void;
}

function expectReply(received: unknown): Judged {
  // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
  return vitestExpect(received) as unknown as Judged;
}

const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const text = "You are welcome.";
const message = { role: "assistant", content: text };
const completion = (model: string): object => ({
  object: "chat.completion",
  model,
  choices: [{ message, finish_reason: "stop" }],
});
const result = (modelId: string): object => ({
  text,
  steps: [{ content: [{ type: "text", text }], finishReason: "stop", response: { modelId } }],
});

function ask(received: unknown): Promise<void> {
  const model = { ...scriptedModel([judgeReply({ verdict: "pass" })]), family: "gpt" };
  return expectReply(received).toPassJudge(polite, { model });
}

/** Whether the judge of the case that `body` is judged its own family. */
async function judgesOwnFamily(body: () => Promise<void>): Promise<boolean | undefined> {
  const context = new CaseContext({
    key: { project: "", file: "a.eval.test.ts", test: "suite > a", case: "a" },
    partition: "golden",
    declared: true,
  });
  await runCase(context, { timeoutMs: 5_000 }, body);
  const check = context.checks.find(({ verdict }) => verdict !== undefined);
  return (
    check &&
    judgementOf(check, traceSummary({ recorded: context.trace, seen: [], models: context.models }))
      ?.sameFamily
  );
}

test.each([
  ["gpt-5-mini-2025-08-07", true],
  ["claude-sonnet-4-5", false],
])("a judged reply tells that %s wrote it", async (model, own) => {
  expect(await judgesOwnFamily(() => ask(result(model)))).toBe(own);
});

test("a reply under another matcher of the case tells which model wrote it", async () => {
  const body = async (): Promise<void> => {
    expectReply(completion("gpt-5-mini")).toCallNoTools();
    await ask(text);
  };

  expect(await judgesOwnFamily(body)).toBe(true);
});

test("a text alone, and a reply of no known shape, tell no model", async () => {
  expect(await judgesOwnFamily(() => ask(text))).toBe(false);
  expect(await judgesOwnFamily(() => ask({ text, model: "gpt-5" }))).toBe(false);
});
