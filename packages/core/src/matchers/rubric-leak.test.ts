import { expect as vitestExpect, test, type TestContext } from "vitest";
import { rubric } from "../judges/rubric.ts";
import { CaseContext } from "../run/case-context.ts";
import { runCase, type CaseResult } from "../run/run-case.ts";
import { judgeReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { toPassJudge, type PassJudgeOptions } from "./to-pass-judge.ts";

vitestExpect.extend({ toPassJudge } as unknown as Parameters<TestContext["expect"]["extend"]>[0]);
const expect = vitestExpect;

const resolves = rubric({
  name: "resolves",
  version: 1,
  pass: "It answers.",
  fail: "It does not.",
  examples: [
    { input: "Can I get a refund?", output: "Within 30 days.", verdict: "pass", critique: "It answers." },
    { output: "Yes, within 30 days.", verdict: "pass", critique: "It answers." },
  ],
});

/** The result of a case that judges one text, and how often the model was asked. */
async function judged(
  fields: { readonly input: unknown; readonly expected?: unknown },
  options: PassJudgeOptions = {},
): Promise<CaseResult & { readonly calls: number }> {
  const text = judgeReply({ verdict: "pass", critique: "It answers.", evidence: ["30 days"] });
  const model = scriptedModel([{ text }]);
  const context = new CaseContext({
    key: { project: "", file: "a.eval.test.ts", test: "suite > a", case: "a" },
    partition: "distribution",
    evalCase: { id: "a", partition: "distribution", tags: [], metadata: {}, ...fields },
    declared: true,
  });
  const result = await runCase(context, { timeoutMs: 5_000 }, async () => {
    const judgement = expect("You have 30 days.") as unknown as {
      toPassJudge: (judge: unknown, options: PassJudgeOptions) => Promise<void>;
    };
    await judgement.toPassJudge(resolves, { ...options, model });
  });
  return { ...result, calls: model.requests.length };
}

test.each([
  ["its input", { input: { question: "Can I get a  refund?" } }, {}],
  [
    "the input that the judge is told",
    { input: { messages: ["Can I get a refund?"] } },
    { input: "Can I get a refund?" },
  ],
  ["what it expects", { input: "Why?", expected: "Yes, within 30 days." }, {}],
])("refuses to judge a case that an example of the rubric shows: %s", async (_name, fields, options) => {
  const { status, authoring, error, calls } = await judged(fields, options);

  expect({ status, authoring, calls }).toEqual({ status: "error", authoring: true, calls: 0 });
  expect(error).toMatchObject({ code: "DATASET_LEAK" });
  expect((error as Error).message).toMatch(
    /^Failed to judge case "a" with rubric "resolves": examples\[[01]\] of the rubric shows this very case to the judge/,
  );
});

test("judges a case that no example shows", async () => {
  const { status, calls } = await judged({ input: "May I have my money back?", expected: "Within 30 days." });

  expect({ status, calls }).toEqual({ status: "pass", calls: 1 });
});
