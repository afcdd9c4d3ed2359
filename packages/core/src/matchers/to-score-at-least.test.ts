import { expect as vitestExpect, test, type TestContext } from "vitest";
import { scoreRubric } from "../judges/score-rubric.ts";
import { ModelError } from "../models/model-error.ts";
import { scoreReply } from "../testing/judge-reply.ts";
import { scriptedModel, type ScriptedModel } from "../testing/scripted-model.ts";
import { inCase } from "./test-helpers/in-case.ts";
import { toScoreAtLeast, type ScoreAtLeastOptions } from "./to-score-at-least.ts";

type Judged = Record<
  "toScoreAtLeast",
  (rubric: unknown, min: number, options?: ScoreAtLeastOptions) => Promise<void>
>;

vitestExpect.extend({ toScoreAtLeast } as unknown as Parameters<TestContext["expect"]["extend"]>[0]);
const expect = vitestExpect;

function expectText(received: unknown): Judged & { readonly not: Judged } {
  // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
  return vitestExpect(received) as unknown as Judged & { readonly not: Judged };
}

const clarity = scoreRubric({
  name: "clarity",
  version: 2,
  measures: "How easily the reply can be followed.",
  levels: { 1: "Not at all.", 2: "Hardly.", 3: "With detours.", 4: "Easily.", 5: "At first reading." },
});
const output = "Open the settings and choose Billing.";
const usage = { inputTokens: 300, outputTokens: 20 };

function judge(...scores: number[]): ScriptedModel {
  return scriptedModel(
    scores.map((score) => ({
      text: scoreReply({ score, critique: `It is a ${score}.`, evidence: ["choose Billing"] }),
      usage,
      costUsd: 0.001,
      modelServed: "scripted-0611",
    })),
  );
}

async function messageOf(assertion: Promise<void>): Promise<string> {
  const error: unknown = await assertion.then(
    () => new Error("it was green"),
    (thrown: unknown) => thrown,
  );
  return (error as Error).message.replace(/\d+ ms/g, "<n> ms");
}

test("passes when the mean is high enough", async () => {
  await expectText(output).toScoreAtLeast(clarity, 4, { model: judge(4, 4, 5) });
});

test("fails when the mean is too low", async () => {
  const options = { model: judge(3, 4, 3), input: "Where is my invoice?", reference: "Under Billing." };

  expect(await messageOf(expectText(output).toScoreAtLeast(clarity, 4, options))).toMatchInlineSnapshot(`
    "expect(received).toScoreAtLeast(clarity): 3.33 of 5: It is a 3.

    Input:      Where is my invoice?
    Output:     Open the settings and choose Billing.
    Reference:  Under Billing.
    At least:   4
    Rubric:     clarity v2 (546cfc4c2f93)
    Verdict:    fail (mean 3.333 of 5; 3 votes, variance 0.222, range 1)
    Critique:   It is a 3.
    Evidence:   choose Billing
    Votes:
        1 fail, 3 (scripted-0611): It is a 3.
        2 pass, 4 (scripted-0611): It is a 4.
        3 fail, 3 (scripted-0611): It is a 3.
    Judge:      scripted, served scripted-0611 (prompt score/1, <n> ms)
    Tokens:     900 in, 60 out
    Cost:       $0.00300"
  `);
});

test("passes negated when the mean is too low", async () => {
  await expectText(output).not.toScoreAtLeast(clarity, 4, { model: judge(3, 4, 3) });
});

test("fails negated when the mean is high enough, and says what to do about votes far apart", async () => {
  expect(await messageOf(expectText(output).not.toScoreAtLeast(clarity, 3, { model: judge(2, 5, 5) })))
    .toMatchInlineSnapshot(`
    "expect(received).not.toScoreAtLeast(clarity): 4 of 5: It is a 5.

    Output:     Open the settings and choose Billing.
    At least:   3
    Rubric:     clarity v2 (546cfc4c2f93)
    Verdict:    pass (mean 4 of 5; 3 votes, variance 2, range 3)
    Critique:   It is a 5.
    Evidence:   choose Billing
    Votes:
        1 fail, 2 (scripted-0611): It is a 2.
        2 pass, 5 (scripted-0611): It is a 5.
        3 pass, 5 (scripted-0611): It is a 5.
    Unstable:   the votes are far apart: write anchors that tell the levels apart, add scored examples to the rubric, or lower the temperature
    Judge:      scripted, served scripted-0611 (prompt score/1, <n> ms)
    Tokens:     900 in, 60 out
    Cost:       $0.00300"
  `);
});

const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });

test.each([
  ["an outage", outage, { code: "MODEL_SERVER", outcome: "error" }],
  ["half points", scoreReply({ score: 4.5 }), { code: "JUDGE_INCONCLUSIVE", outcome: "inconclusive" }],
])("is red on %s, negated or not", async (_name, reply, error) => {
  const model = scriptedModel([reply]);

  await expect(expectText(output).toScoreAtLeast(clarity, 4, { model })).rejects.toMatchObject(error);
  await expect(expectText(output).not.toScoreAtLeast(clarity, 4, { model })).rejects.toMatchObject(error);
});

test("records votes and score", async () => {
  const { checks } = await inCase(() =>
    expectText(output).toScoreAtLeast(clarity, 4, { model: judge(3, 4, 3) }),
  );

  expect(checks).toMatchObject([
    {
      name: "toScoreAtLeast",
      subject: "clarity",
      outcome: "fail",
      score: expect.closeTo((10 / 3 - 1) / 4, 12),
      verdict: { votes: [{ score: 3 }, { score: 4 }, { score: 3 }], scores: { stable: true } },
    },
  ]);
});

test("lets an advisory miss pass", async () => {
  await expectText(output).toScoreAtLeast(clarity, 4, { model: judge(1), advisory: true });
});

test.each([
  [{ name: "clarity" }, 4, {}],
  [clarity, 1, {}],
  [clarity, 4, { sample: 3 }],
  [clarity, 4, { context: [1] }],
])("refuses %j, %j, %j", async (wrong, min, options) => {
  await expect(
    expectText(output).toScoreAtLeast(wrong, min, { model: judge(4), ...(options as object) }),
  ).rejects.toMatchObject({ code: "MATCHER_ARGUMENT" });
});
