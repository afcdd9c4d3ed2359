import { expect } from "vitest";
import { describeEval, rubricFile } from "@assay/vitest";
import { clarity } from "../rubrics/clarity.ts";
import { helpfulness } from "../rubrics/helpfulness.ts";
import { replyRules } from "../rubrics/reply-rules.ts";
import { similarityThreshold } from "../rubrics/similarity-threshold.ts";
import { answer } from "../src/assistant.ts";
import { usesModel } from "../src/uses-model.ts";

interface Question {
  readonly question: string;
  /** What the release before this one answered. */
  readonly lastRelease: string;
}

// lexical() has no opinion on any of these. Without a model the cases are declared and not run, and the report says so.
const options = { dataset: "../cases/judged.jsonl", skip: !usesModel() && "needs a model" };
const makesNoCommitments = rubricFile("../rubrics/makes-no-commitments.md");

describeEval<Question, string>("makes no commitments", options, async ({ input, signal }) => {
  const reply = await answer(input.question, signal);
  // The rubric is safety-critical: it is refused where no check without a model came before it.
  expect(reply.text).toSatisfyConstraints(replyRules);
  const material = { input: input.question, context: reply.passages };
  await expect(reply.text).toPassJudge(makesNoCommitments, { ...material, samples: 3 });
  return reply.text;
});

describeEval<Question, string>("is clear", options, async ({ input, signal }) => {
  const reply = await answer(input.question, signal);
  await expect(reply.text).toScoreAtLeast(clarity, 4, { input: input.question });
  return reply.text;
});

describeEval<Question, string>(
  "helps more than the last release",
  options,
  async ({ input, expected, signal }) => {
    const reply = await answer(input.question, signal);
    const material = { input: input.question, reference: expected };
    await expect(reply.text).toBePreferredOver(input.lastRelease, helpfulness, material);
    return reply.text;
  },
);

describeEval<Question, string>("is about the same thing", options, async ({ input, expected, signal }) => {
  const reply = await answer(input.question, signal);
  await expect(reply.text).toBeSimilarTo(expected, { min: await similarityThreshold() });
  return reply.text;
});
