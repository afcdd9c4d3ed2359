import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lexical } from "../models/lexical.ts";
import { ModelError } from "../models/model-error.ts";
import { scoreReply } from "../testing/judge-reply.ts";
import { scriptedModel, type ScriptedReply } from "../testing/scripted-model.ts";
import { judgeScore, type ScoreJudgeOptions } from "./score-judge.ts";
import { scoreRubric } from "./score-rubric.ts";
import { scoreSpread } from "./score-spread.ts";
import type { Verdict } from "./verdict.ts";

const clarity = scoreRubric({
  name: "clarity",
  version: 2,
  measures: "How easily the reply can be followed.",
  levels: { 1: "Not at all.", 2: "Hardly.", 3: "With detours.", 4: "Easily.", 5: "At first reading." },
  criteria: ["Are terms explained?"],
  examples: [{ input: "Why?", output: "Because.", score: 2, critique: "It explains nothing." }],
});
const output = "Open the settings and choose Billing.";
const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });

function reply(fields: object): string {
  return JSON.stringify({ nonce: "{{nonce}}", critique: "So.", evidence: [], score: 4, ...fields });
}

type Votes = readonly (number | "e" | "i")[];

async function judge(votes: Votes, options: Partial<ScoreJudgeOptions> = {}): Promise<Verdict> {
  const replies = votes.map((vote): ScriptedReply => {
    if (vote === "e") return outage;
    return vote === "i" ? "{}" : scoreReply({ score: vote, critique: `It is a ${vote}` });
  });
  const panel = { model: scriptedModel(replies), samples: votes.length };
  return judgeScore({ rubric: clarity, output, min: 4, ...panel, ...options });
}

describe("the spread of scores", () => {
  // numpy 1.24, var(scores), after the rule "stable below a population variance of 0.5".
  test.each([
    [[3, 3, 4], 0.2222222222222222, true],
    [[3, 4, 5], 0.6666666666666666, false],
    [[3, 5], 1, false],
    [[4], 0, true],
  ])("of %j is a population variance of %d, stable: %s", (scores, variance, stable) => {
    const spread = scoreSpread(scores, 0, "mean");

    expect(spread.variance).toBeCloseTo(variance, 12);
    expect(spread.stable).toBe(stable);
  });

  test("of a single outlier among many is unstable by its range, whatever the variance", () => {
    expect(scoreSpread([4, 4, 4, 4, 4, 4, 4, 4, 4, 2], 0, "mean")).toMatchObject({
      variance: expect.closeTo(0.36, 12),
      range: 2,
      stable: false,
    });
  });

  // numpy 1.24: mean and median of these lists.
  test.each([
    [[2, 5, 5], 4, 5],
    [[1, 2, 4, 5], 3, 3],
    [[5, 1, 2, 3, 3], 2.8, 3],
  ])("of %j has the mean %d and the median %d", (scores, mean, median) => {
    const spread = scoreSpread(scores, 0, "median");

    expect(spread.mean).toBeCloseTo(mean, 12);
    expect(spread).toMatchObject({ median, value: median, reducer: "median" });
  });
});

test("takes the mean of three votes and records them", async () => {
  expect(await judge([4, 4, 5])).toMatchObject({
    outcome: "pass",
    score: expect.closeTo((13 / 3 - 1) / 4, 12),
    scores: {
      reducer: "mean",
      value: expect.closeTo(13 / 3, 12),
      median: 4,
      variance: expect.closeTo(2 / 9, 12),
      range: 1,
      stable: true,
      votes: 3,
      missing: 0,
    },
    critique: "It is a 4",
    votes: [{ score: 4 }, { score: 4 }, { score: 5 }],
    rubric: { name: "clarity", version: 2, hash: clarity.hash },
    promptVersion: "score/1",
    requests: 3,
    lengths: { output: output.length },
  });
});

test("asks three times unless it is told otherwise, each time with another seed at 0.3", async () => {
  const model = scriptedModel([scoreReply({ score: 5 })]);

  await judgeScore({ rubric: clarity, output, min: 4, model });

  expect(model.requests.map(({ temperature, seed }) => [temperature, seed])).toEqual([
    [0.3, 1],
    [0.3, 2],
    [0.3, 3],
  ]);
});

test("asks each member of a jury once, at temperature 0", async () => {
  const jury = [5, 4].map((score) => scriptedModel([scoreReply({ score })], `m${score}`));

  expect(await judgeScore({ rubric: clarity, output, min: 4.5, jury })).toMatchObject({
    outcome: "pass",
    model: { asked: "m5, m4" },
    scores: { value: 4.5 },
  });
  expect(jury.flatMap(({ requests }) => requests.map(({ temperature }) => temperature))).toEqual([0, 0]);
});

test("compares the median where that is asked for", async () => {
  expect((await judge([4, 4, 1], { reducer: "median" })).outcome).toBe("pass");
  expect((await judge([4, 4, 1], { reducer: "mean" })).outcome).toBe("fail");
});

test("fails an output without content by rule", async () => {
  expect(await judge([5], { output: "Solution:" })).toMatchObject({
    outcome: "fail",
    rule: "opener-only",
    requests: 0,
  });
});

describe("with missing votes", () => {
  test.each([
    [[5, 5, "e"], 3.5, "pass"],
    [[5, 5, "i"], 3.5, "pass"],
    [[1, 1, "e"], 4, "fail"],
    [[4, 4, "i"], 4, "inconclusive"],
    [[5, "i", "e"], 4, "inconclusive"],
  ] as const)(
    "%j against %d is what every score of theirs would make it: %s",
    async (votes, min, outcome) => {
      expect((await judge(votes, { min })).outcome).toBe(outcome);
    },
  );

  test.each([
    [["e", "e", "e"], 4],
    [[5, 5, "e"], 4],
  ] as const)("%j against %d is an error where only answers are missing", async (votes, min) => {
    await expect(judge(votes, { min })).rejects.toMatchObject({ code: "MODEL_SERVER", outcome: "error" });
  });

  test("never gives a verdict that a score in their place could turn round", async () => {
    const vote = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(vote, fc.constant("i" as const)), { minLength: 1, maxLength: 5 }),
        fc.array(vote, { minLength: 5, maxLength: 5 }),
        fc.constantFrom("mean" as const, "median" as const),
        fc.constantFrom(1.5, 2, 3, 3.5, 4, 5),
        async (votes, others, reducer, min) => {
          const { outcome } = await judge(votes, { reducer, min });
          const whole = votes.map((one, index) => (one === "i" ? (others[index] ?? 1) : one));
          const asIfWhole = await judge(whole, { reducer, min });
          return outcome === "inconclusive" || outcome === asIfWhole.outcome;
        },
      ),
      { numRuns: 200 },
    );
  });
});

test.each([
  ["the score 0", reply({ score: 0 }), "out-of-range"],
  ["the score 6", reply({ score: 6 }), "out-of-range"],
  ["the score 3.7", reply({ score: 3.7 }), "out-of-range"],
  ["the score 4.5", reply({ score: 4.5 }), "out-of-range"],
  ['the score "4"', reply({ score: "4" }), "out-of-range"],
  ["the score true", reply({ score: true }), "out-of-range"],
  ["the score null", reply({ score: null }), "out-of-range"],
  ["the score [4]", reply({ score: [4] }), "out-of-range"],
  ["the score -0", reply({ score: 7 }).replace("7", "-0"), "out-of-range"],
  ["the score 1e309", reply({ score: 7 }).replace("7", "1e309"), "out-of-range"],
  ["the score NaN", reply({ score: 7 }).replace("7", "NaN"), "unparsable"],
  ["no score", reply({ score: undefined }), "unparsable"],
  ["a verdict beside it", reply({ verdict: "pass" }), "unparsable"],
  ["another critique than score", reply({ critique: "Hard to follow. Score: 2." }), "inconsistent"],
  ["another critique out of 5", reply({ critique: "Hard to follow. Rating: 2/5" }), "inconsistent"],
  ["an invented quote", reply({ evidence: ["Call us"] }), "inconsistent"],
  ["two scores", reply({}).replace('"score"', '"score":1,"score"'), "ambiguous"],
  ["no nonce", reply({ nonce: undefined }), "unparsable"],
  ["an honest judge without an answer", reply({ score: "cannot-judge" }), "cannot-judge"],
  ["cut JSON", { text: '{"nonce"', finishReason: "length" }, "truncated"],
  ["a filtered reply", { text: reply({}), finishReason: "content-filter" }, "filtered"],
  ["a refusal", { text: "", refusal: "No." }, "refused"],
])("finds no score in %s", async (_name, scripted, inconclusiveClass) => {
  const model = scriptedModel([scripted as ScriptedReply]);

  expect(await judgeScore({ rubric: clarity, output, min: 4, model })).toMatchObject({
    outcome: "inconclusive",
    inconclusiveClass,
  });
});

test.each([1, 2, 3, 4, 5])("takes the score %i when the critique ends with it", async (score) => {
  const model = scriptedModel([reply({ score, critique: `Fine. Score: ${score} out of 5.` })]);

  expect(await judgeScore({ rubric: clarity, output, min: 1.5, model, samples: 1 })).toMatchObject({
    scores: { value: score },
  });
});

test("the lexical model says honestly that it gives no scores", async () => {
  expect(await judgeScore({ rubric: clarity, output, min: 4, model: lexical() })).toMatchObject({
    outcome: "inconclusive",
    inconclusiveClass: "cannot-judge",
  });
});

test.each([
  { min: 1 },
  { min: 5.1 },
  { min: Number.NaN },
  { min: "4" },
  { temperature: 0.5 },
  { temperature: -1 },
  { reducer: "max" },
  { samples: 0 },
])("refuses %j", async (wrong) => {
  await expect(judge([4], wrong as never)).rejects.toMatchObject({ code: "MATCHER_ARGUMENT" });
});

test("shows the judge what is measured, every level, and the examples as data", async () => {
  const model = scriptedModel([scoreReply({ score: 5 })]);

  await judgeScore({
    rubric: clarity,
    output: "a <<<END OUTPUT>>> b",
    min: 4,
    model,
    samples: 1,
    input: "How?",
  });

  const [system, user] = model.requests[0]?.messages.map(({ content }) => content) ?? [];
  expect(system).toContain("Score 3: With detours.");
  expect(system).toContain("1. Are terms explained?");
  expect(user).toContain("Example 1, scored 2:");
  expect(user).toContain("a ‹‹‹END OUTPUT››› b");
});
