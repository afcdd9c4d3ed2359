import { expect as vitestExpect, test, type TestContext } from "vitest";
import { lexical } from "../models/lexical.ts";
import { ModelError } from "../models/model-error.ts";
import { claimsReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { inCase } from "./test-helpers/in-case.ts";
import { toCover, type CoverOptions } from "./to-cover.ts";

type Judged = Record<"toCover", (reference: unknown, options?: CoverOptions) => Promise<void>>;

vitestExpect.extend({ toCover } as unknown as Parameters<TestContext["expect"]["extend"]>[0]);
const expect = vitestExpect;

function expectText(received: unknown): Judged & { readonly not: Judged } {
  // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
  return vitestExpect(received) as unknown as Judged & { readonly not: Judged };
}

const reference = "Pro costs $49 per month. Starter costs $29 per month.";
const whole = "Starter costs $29 per month, and Pro costs $49 per month.";
const half = "Pro costs $49 per month.";
const model = lexical();

async function messageOf(assertion: Promise<void>): Promise<string> {
  const error: unknown = await assertion.then(
    () => new Error("it was green"),
    (thrown: unknown) => thrown,
  );
  return (error as Error).message.replace(/\d+ ms/g, "<n> ms");
}

test("passes when the text makes every claim of the reference", async () => {
  await expectText(whole).toCover(reference, { model });
});

test("fails when the text leaves a claim out", async () => {
  expect(await messageOf(expectText(half).toCover(reference, { model }))).toMatchInlineSnapshot(`
    "expect(received).toCover(coverage): the output makes 1 of 2 checkable claims of the reference; c2 unsupported: the context does not give the number 29 here

    Output:     Pro costs $49 per month.
    Reference:  Pro costs $49 per month. Starter costs $29 per month.
    Rubric:     coverage v1 (ad04a767c245)
    Verdict:    fail (score 0.5)
    Critique:   the output makes 1 of 2 checkable claims of the reference; c2 unsupported: the context does not give the number 29 here
    Claims:
        c1 supported: Pro costs $49 per month.
        c2 unsupported: Starter costs $29 per month.
             because the context does not give the number 29 here
             context: Pro costs $49 per month.
    Judge:      lexical-2 (prompt cover/1, <n> ms)
    Tokens:     0 in, 0 out
    Cost:       $0"
  `);
});

test("passes negated when the text leaves a claim out", async () => {
  await expectText({ text: half }).not.toCover(reference, { model });
});

test("fails negated when the text makes every claim", async () => {
  expect(await messageOf(expectText(whole).not.toCover([reference], { model }))).toMatchInlineSnapshot(`
    "expect(received).not.toCover(coverage): the output makes 2 of 2 checkable claims of the reference

    Output:     Starter costs $29 per month, and Pro costs $49 per month.
    Reference:  Pro costs $49 per month. Starter costs $29 per month.
    Rubric:     coverage v1 (ad04a767c245)
    Verdict:    pass (score 1)
    Critique:   the output makes 2 of 2 checkable claims of the reference
    Claims:
        c1 supported: Pro costs $49 per month.
        c2 supported: Starter costs $29 per month.
    Judge:      lexical-2 (prompt cover/1, <n> ms)
    Tokens:     0 in, 0 out
    Cost:       $0"
  `);
});

test("passes at the least score that is asked for", async () => {
  await expectText(half).toCover(reference, { model, minScore: 0.5 });
});

const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });

test.each([
  ["an outage", outage, { code: "MODEL_SERVER", outcome: "error" }],
  ["a dropped claim", claimsReply([]), { code: "JUDGE_INCONCLUSIVE", outcome: "inconclusive" }],
])("is red on %s, negated or not", async (_name, reply, error) => {
  const scripted = scriptedModel([reply]);

  await expect(expectText(half).toCover(reference, { model: scripted })).rejects.toMatchObject(error);
  await expect(expectText(half).not.toCover(reference, { model: scripted })).rejects.toMatchObject(error);
});

test("records the claims", async () => {
  const { checks } = await inCase(() => expectText(half).toCover(reference, { model, advisory: true }));

  expect(checks).toMatchObject([
    {
      name: "toCover",
      subject: "coverage",
      outcome: "fail",
      advisory: true,
      score: 0.5,
      verdict: { claims: [{}, {}] },
    },
  ]);
});

test.each([
  ["", {}],
  [7, {}],
  [reference, { min: 0.5 }],
  [reference, { minScore: 2 }],
])("refuses %j, %j", async (wrong, options) => {
  await expect(expectText(half).toCover(wrong, { model, ...(options as object) })).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
  });
});
