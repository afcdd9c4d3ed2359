import { expect as vitestExpect, test, type TestContext } from "vitest";
import type { ChatModel } from "../models/chat-model.ts";
import { lexical } from "../models/lexical.ts";
import { ModelError } from "../models/model-error.ts";
import { claimsReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { inCase } from "./test-helpers/in-case.ts";
import { toBeFaithfulTo, type FaithfulToOptions } from "./to-be-faithful-to.ts";

type Judged = Record<"toBeFaithfulTo", (context: unknown, options?: FaithfulToOptions) => Promise<void>>;

vitestExpect.extend({ toBeFaithfulTo } as unknown as Parameters<TestContext["expect"]["extend"]>[0]);
const expect = vitestExpect;

function expectText(received: unknown): Judged & { readonly not: Judged } {
  // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
  return vitestExpect(received) as unknown as Judged & { readonly not: Judged };
}

const context = ["Pro costs $49 per month.", "Starter costs $29 per month."];
const faithful = "Pro costs $49. Starter costs $29.";
const unfaithful = "Pro costs $49. Starter costs $39.";

function judge(second: "supported" | "unsupported" | "reasonable-inference"): ChatModel {
  return scriptedModel([
    claimsReply([
      { verdict: "supported", evidence: "Pro costs $49", reason: "It says so." },
      { verdict: second, evidence: "Starter costs $29", reason: "The price." },
    ]),
  ]);
}

async function messageOf(assertion: Promise<void>): Promise<string> {
  const error: unknown = await assertion.then(
    () => new Error("it was green"),
    (thrown: unknown) => thrown,
  );
  return (error as Error).message.replace(/\d+ ms/g, "<n> ms");
}

test("passes when every claim is supported", async () => {
  await expectText(faithful).toBeFaithfulTo(context, { model: judge("supported") });
});

test("fails when a claim is not supported", async () => {
  const assertion = expectText(unfaithful).toBeFaithfulTo(context, { model: judge("unsupported") });

  expect(await messageOf(assertion)).toMatchInlineSnapshot(`
    "expect(received).toBeFaithfulTo(faithfulness): 1 of 2 checkable claims are supported by the context; c2 unsupported: The price.

    Output:     Pro costs $49. Starter costs $39.
    Rubric:     faithfulness v1 (d5cf3716054c)
    Verdict:    fail (score 0.5)
    Critique:   1 of 2 checkable claims are supported by the context; c2 unsupported: The price.
    Claims:
        c1 supported: Pro costs $49.
        c2 unsupported: Starter costs $39.
             because The price.
             context: Starter costs $29
    Judge:      scripted (prompt claims/1, <n> ms)
    Cost:       not known"
  `);
});

test("passes negated when a claim is not supported", async () => {
  await expectText(unfaithful).not.toBeFaithfulTo(context, { model: judge("unsupported") });
});

test("fails negated when every claim is supported", async () => {
  const assertion = expectText(faithful).not.toBeFaithfulTo(context, { model: judge("supported") });

  expect(await messageOf(assertion)).toMatchInlineSnapshot(`
    "expect(received).not.toBeFaithfulTo(faithfulness): 2 of 2 checkable claims are supported by the context

    Output:     Pro costs $49. Starter costs $29.
    Rubric:     faithfulness v1 (d5cf3716054c)
    Verdict:    pass (score 1)
    Critique:   2 of 2 checkable claims are supported by the context
    Claims:
        c1 supported: Pro costs $49.
        c2 supported: Starter costs $29.
    Judge:      scripted (prompt claims/1, <n> ms)
    Cost:       not known"
  `);
});

test("passes at the least score that is asked for", async () => {
  await expectText(unfaithful).toBeFaithfulTo(context, { model: judge("unsupported"), minScore: 0.5 });
});

test("takes a reasonable inference where that is allowed, and only there", async () => {
  const model = judge("reasonable-inference");

  await expectText(faithful).toBeFaithfulTo(context, { model, allowInferences: true });
  await expectText(faithful).not.toBeFaithfulTo(context, { model });
});

test("takes the context as one text", async () => {
  await expectText("Pro costs $49.").toBeFaithfulTo(context.join("\n"), { model: lexical() });
});

test("catches a wrong price and an invented feature offline", async () => {
  await expectText("Pro costs $29 per month.").not.toBeFaithfulTo(context, { model: lexical() });
  await expectText("Pro includes phone support.").not.toBeFaithfulTo(context, { model: lexical() });
});

const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });

test.each([
  ["an outage", outage, { code: "MODEL_SERVER", outcome: "error" }],
  ["a dropped claim", claimsReply([]), { code: "JUDGE_INCONCLUSIVE", outcome: "inconclusive" }],
])("is red on %s, negated or not", async (_name, reply, error) => {
  const model = scriptedModel([reply]);

  await expect(expectText(faithful).toBeFaithfulTo(context, { model })).rejects.toMatchObject(error);
  await expect(expectText(faithful).not.toBeFaithfulTo(context, { model })).rejects.toMatchObject(error);
});

test("is red on a text without a claim, negated or not", async () => {
  const error = { code: "JUDGE_INCONCLUSIVE", outcome: "inconclusive" };

  await expect(expectText("...").toBeFaithfulTo(context, { model: lexical() })).rejects.toMatchObject(error);
  await expect(expectText("...").not.toBeFaithfulTo(context, { model: lexical() })).rejects.toMatchObject(
    error,
  );
});

test("says that the judge does not apply to a text without a claim", async () => {
  expect(await messageOf(expectText("...").toBeFaithfulTo(context, { model: lexical() })))
    .toMatchInlineSnapshot(`
      "Failed to judge "faithfulness": the judge does not apply (not-applicable: the output makes no claim, so there is nothing to compare). This is neither a pass nor a fail; leave the matcher out of a case where there is nothing to compare.

      Output:     ...
      Rubric:     faithfulness v1 (d5cf3716054c)
      Verdict:    inconclusive (not-applicable)
      Critique:   the output makes no claim, so there is nothing to compare
      Judge:      none: there was nothing to ask"
    `);
});

test("a text without a claim neither passes nor fails its case", async () => {
  const { status, reason, checks } = await inCase(() =>
    expectText("...").toBeFaithfulTo(context, { model: lexical() }),
  );

  expect(status).toBe("inconclusive");
  expect(checks[0]?.verdict).toMatchObject({ outcome: "inconclusive", inconclusiveClass: "not-applicable" });
  expect(reason).toBe(checks[0]?.reason);
  expect(reason).not.toContain("\n");
});

test("refuses an empty context", async () => {
  await expect(expectText(faithful).toBeFaithfulTo([], { model: lexical() })).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
  });
});
