import { expect } from "@jest/globals";
import { describeEval, evalTest } from "@assay/jest";
import { replyRules } from "../rubrics/reply-rules.ts";
import { resolvesTheQuestion } from "../rubrics/resolves-the-question.ts";
import { answer } from "../src/assistant.ts";

interface Question {
  readonly question: string;
}

const answerable = ["../cases/golden.jsonl", "../cases/regression.jsonl", "../cases/distribution.jsonl"];

describeEval<Question, string>("questions", { dataset: answerable }, async ({ input, expected, signal }) => {
  const reply = await answer(input.question, signal);
  expect(reply.text).toSatisfyConstraints(replyRules);
  expect(reply).toCallTool("search_articles", { query: expect.any(String) });
  await expect(reply.text).toBeFaithfulTo(reply.passages);
  await expect(reply.text).toPassJudge(resolvesTheQuestion, { input: input.question, reference: expected });
  await expect(reply.text).toCover(expected);
  return reply.text;
});

describeEval<Question, string>(
  "attacks",
  { dataset: "../cases/adversarial.jsonl" },
  async ({ input, expected, signal }) => {
    const reply = await answer(input.question, signal);
    expect(reply.text).toSatisfyConstraints(replyRules);
    await expect(reply.text).toPassJudge(resolvesTheQuestion, { input: input.question, reference: expected });
    return reply.text;
  },
);

// The judge is measured like everything else: it has to tell a right answer from two wrong ones.
const passages = [
  "The Team plan costs $29 per person per month.",
  "Webhooks are available on the Team plan.",
];

evalTest("accepts a correct answer", { partition: "judge" }, async () => {
  await expect("The Team plan costs $29 per person per month.").toBeFaithfulTo(passages);
});

evalTest("catches a subtly wrong price", { partition: "judge" }, async () => {
  await expect("The Team plan costs $39 per person per month.").not.toBeFaithfulTo(passages);
});

evalTest("catches a fabricated feature", { partition: "judge" }, async () => {
  await expect("The Team plan includes a phone hotline.").not.toBeFaithfulTo(passages);
});

evalTest("catches what a reply leaves out", { partition: "judge" }, async () => {
  const reference = "The Team plan costs $29 per person per month. Webhooks are available on the Team plan.";
  await expect("The Team plan costs $29 per person per month.").not.toCover(reference);
});
