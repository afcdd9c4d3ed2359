import { expect as vitestExpect, test, type TestContext } from "vitest";
import { rubric } from "../judges/rubric.ts";
import type { ChatRequest } from "../models/chat-model.ts";
import { ModelError } from "../models/model-error.ts";
import { pairReply } from "../testing/judge-reply.ts";
import { scriptedModel, type ScriptedModel } from "../testing/scripted-model.ts";
import { inCase } from "./test-helpers/in-case.ts";
import { toBePreferredOver, type PreferredOverOptions } from "./to-be-preferred-over.ts";

type Judged = Record<
  "toBePreferredOver",
  (other: unknown, rubric: unknown, options?: PreferredOverOptions) => Promise<void>
>;

vitestExpect.extend({ toBePreferredOver } as unknown as Parameters<TestContext["expect"]["extend"]>[0]);
const expect = vitestExpect;

function expectText(received: unknown): Judged & { readonly not: Judged } {
  // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
  return vitestExpect(received) as unknown as Judged & { readonly not: Judged };
}

const polite = rubric({ name: "polite", version: 3, pass: "It is courteous.", fail: "It is rude." });
const output = "Certainly, on page one.";
const other = "Read the manual.";

/** What it takes in the order with the output first, and in the other. */
function judge(outputFirst: "A" | "B" | "tie", outputSecond: "A" | "B" | "tie"): ScriptedModel {
  return scriptedModel([
    ({ question }: ChatRequest) => {
      const first = question?.kind === "pair" && question.first === output;
      const text = pairReply({
        winner: first ? outputFirst : outputSecond,
        critique: "One of them says where.",
        evidence: ["on page one"],
      });
      return { text, usage: { inputTokens: 100, outputTokens: 10 }, costUsd: 0.001 };
    },
  ]);
}

async function messageOf(assertion: Promise<void>): Promise<string> {
  const error: unknown = await assertion.then(
    () => new Error("it was green"),
    (thrown: unknown) => thrown,
  );
  return (error as Error).message.replace(/\d+ ms/g, "<n> ms");
}

test("passes when both orders prefer the text", async () => {
  await expectText(output).toBePreferredOver(other, polite, { model: judge("A", "B") });
});

test("fails when both orders prefer the other text", async () => {
  const options = { model: judge("B", "A"), input: "Where is it said?" };

  expect(await messageOf(expectText(output).toBePreferredOver(other, polite, options)))
    .toMatchInlineSnapshot(`
    "expect(received).toBePreferredOver(polite): One of them says where.

    Input:      Where is it said?
    Output:     Certainly, on page one.
    Other:      Read the manual.
    Rubric:     polite v3 (3ea69a9dd69a)
    Verdict:    fail (the other text wins in both orders)
    Critique:   One of them says where.
    Evidence:   on page one
    Votes:
        1 fail (scripted): One of them says where.
        2 fail (scripted): One of them says where.
    Judge:      scripted (prompt pairwise/1, <n> ms)
    Tokens:     200 in, 20 out
    Cost:       $0.00200"
  `);
});

test("fails on a tie, and says which position the judge took", async () => {
  expect(await messageOf(expectText(output).toBePreferredOver(other, polite, { model: judge("A", "A") })))
    .toMatchInlineSnapshot(`
    "expect(received).toBePreferredOver(polite): a tie: in both orders the judge took the text in first place

    Output:     Certainly, on page one.
    Other:      Read the manual.
    Rubric:     polite v3 (3ea69a9dd69a)
    Verdict:    fail (a tie; with the output first the judge took the first text, with it second the first text)
    Critique:   a tie: in both orders the judge took the text in first place
    Evidence:   on page one
    Votes:
        1 pass (scripted): One of them says where.
        2 fail (scripted): One of them says where.
    Judge:      scripted (prompt pairwise/1, <n> ms)
    Tokens:     200 in, 20 out
    Cost:       $0.00200"
  `);
});

test("fails on the same text without asking", async () => {
  const model = judge("A", "B");

  expect(await messageOf(expectText(output).toBePreferredOver({ text: output }, polite, { model })))
    .toMatchInlineSnapshot(`
    "expect(received).toBePreferredOver(polite): Both texts are the same.

    Output:     Certainly, on page one.
    Other:      Certainly, on page one.
    Rubric:     polite v3 (3ea69a9dd69a)
    Verdict:    fail (a tie, by rule identical-texts)
    Critique:   Both texts are the same.
    Judge:      none: decided by rule"
  `);
  expect(model.requests).toHaveLength(0);
});

test("passes negated when the other text wins, and on a tie", async () => {
  await expectText(output).not.toBePreferredOver(other, polite, { model: judge("B", "A") });
  await expectText(output).not.toBePreferredOver(other, polite, { model: judge("A", "A") });
});

test("fails negated when both orders prefer the text", async () => {
  expect(await messageOf(expectText(output).not.toBePreferredOver(other, polite, { model: judge("A", "B") })))
    .toMatchInlineSnapshot(`
    "expect(received).not.toBePreferredOver(polite): One of them says where.

    Output:     Certainly, on page one.
    Other:      Read the manual.
    Rubric:     polite v3 (3ea69a9dd69a)
    Verdict:    pass (the output wins in both orders)
    Critique:   One of them says where.
    Evidence:   on page one
    Votes:
        1 pass (scripted): One of them says where.
        2 pass (scripted): One of them says where.
    Judge:      scripted (prompt pairwise/1, <n> ms)
    Tokens:     200 in, 20 out
    Cost:       $0.00200"
  `);
});

test("passes on a tie where that is allowed", async () => {
  await expectText(output).toBePreferredOver(other, polite, { model: judge("tie", "tie"), allowTie: true });
});

const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });

test.each([
  ["an outage", outage, { code: "MODEL_SERVER", outcome: "error" }],
  ["no winner", "{}", { code: "JUDGE_INCONCLUSIVE", outcome: "inconclusive" }],
])("is red on %s, negated or not", async (_name, reply, error) => {
  const model = scriptedModel([reply]);

  await expect(expectText(output).toBePreferredOver(other, polite, { model })).rejects.toMatchObject(error);
  await expect(expectText(output).not.toBePreferredOver(other, polite, { model })).rejects.toMatchObject(
    error,
  );
});

test("records winner, consistency and positions", async () => {
  const { checks } = await inCase(() =>
    expectText(output).toBePreferredOver(other, polite, { model: judge("B", "B"), advisory: true }),
  );

  expect(checks).toMatchObject([
    {
      subject: "polite",
      outcome: "fail",
      advisory: true,
      verdict: { preference: { winner: "tie", consistent: false, picks: ["second", "second"] } },
    },
  ]);
});

test.each([
  [undefined, polite, {}],
  [other, "polite", {}],
  [other, polite, { allowTies: true }],
])("refuses %j, %j, %j", async (text, wrong, options) => {
  const all = { model: judge("A", "B"), ...(options as object) };

  await expect(expectText(output).toBePreferredOver(text, wrong, all)).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
  });
});
