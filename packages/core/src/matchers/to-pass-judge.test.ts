import { expect, test } from "vitest";
import { ModelError } from "../models/model-error.ts";
import { judgeReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { inCase } from "./test-helpers/in-case.ts";
import { expectText, judge, type Judged, output, resolves, usage } from "./test-helpers/judged-text.ts";

async function messageOf(assertion: Promise<void>): Promise<string> {
  const error: unknown = await assertion.then(
    () => new Error("it was green"),
    (thrown: unknown) => thrown,
  );
  return (error as Error).message.replace(/\d+ ms/g, "<n> ms");
}

test("passes when the judge passes the text", async () => {
  await expectText(output).toPassJudge(resolves, { model: judge("pass") });
});

test("fails when the judge fails the text", async () => {
  const options = { model: judge("fail"), input: "Can I get my money back?", reference: { days: 30 } };

  expect(await messageOf(expectText(output).toPassJudge(resolves, options))).toMatchInlineSnapshot(`
    "expect(received).toPassJudge(resolves-the-question): It names the period, not the way.

    Input:      Can I get my money back?
    Output:     You can get a refund within 30 days.
    Reference:
        {
          "days": 30
        }
    Rubric:     resolves-the-question v2 (0d16c4182871)
    Verdict:    fail
    Critique:   It names the period, not the way.
    Evidence:   within 30 days
    Judge:      scripted, served scripted-0611 (prompt binary/1, <n> ms)
    Tokens:     412 in, 37 out
    Cost:       $0.000420"
  `);
});

test("passes negated when the judge fails the text", async () => {
  await expectText(output).not.toPassJudge(resolves, { model: judge("fail") });
});

test("fails negated when the judge passes the text", async () => {
  expect(await messageOf(expectText(output).not.toPassJudge(resolves, { model: judge("pass") })))
    .toMatchInlineSnapshot(`
    "expect(received).not.toPassJudge(resolves-the-question): It names the period, not the way.

    Output:     You can get a refund within 30 days.
    Rubric:     resolves-the-question v2 (0d16c4182871)
    Verdict:    pass
    Critique:   It names the period, not the way.
    Evidence:   within 30 days
    Judge:      scripted, served scripted-0611 (prompt binary/1, <n> ms)
    Tokens:     412 in, 37 out
    Cost:       $0.000420"
  `);
});

test("says that a rule decided", async () => {
  const model = judge("pass");

  expect(await messageOf(expectText("Solution:").toPassJudge(resolves, { model }))).toMatchInlineSnapshot(`
    "expect(received).toPassJudge(resolves-the-question): The output opens an answer and gives none.

    Output:     Solution:
    Rubric:     resolves-the-question v2 (0d16c4182871)
    Verdict:    fail (rule opener-only)
    Critique:   The output opens an answer and gives none.
    Judge:      none: decided by rule"
  `);
});

test("shows the votes of a panel", async () => {
  const vote = (verdict: "pass" | "fail", critique: string) => ({
    text: judgeReply({ verdict, critique, evidence: ["30 days"] }),
    usage,
    costUsd: 0.0004,
    modelServed: "scripted-0611",
  });
  const model = scriptedModel([vote("fail", "Not the way."), vote("pass", "Fine."), vote("fail", "No.")]);

  expect(await messageOf(expectText(output).toPassJudge(resolves, { model, samples: 3 })))
    .toMatchInlineSnapshot(`
    "expect(received).toPassJudge(resolves-the-question): Not the way.

    Output:     You can get a refund within 30 days.
    Rubric:     resolves-the-question v2 (0d16c4182871)
    Verdict:    fail
    Critique:   Not the way.
    Evidence:   30 days
    Votes:
        1 fail (scripted-0611): Not the way.
        2 pass (scripted-0611): Fine.
        3 fail (scripted-0611): No.
    Judge:      scripted, served scripted-0611 (prompt binary/1, <n> ms)
    Tokens:     1236 in, 111 out
    Cost:       $0.00120"
  `);
});

test("needs no configured judge beside a jury", async () => {
  await expectText(output).toPassJudge(resolves, { jury: [judge("pass"), judge("pass"), judge("fail")] });
});

test("says that votes disagree", async () => {
  const model = scriptedModel([judgeReply({ verdict: "pass" }), judgeReply({ verdict: "fail" })]);

  expect(
    await messageOf(expectText(output).not.toPassJudge(resolves, { model, samples: 2 })),
  ).toMatchInlineSnapshot(
    `
    "Failed to judge "resolves-the-question": scripted gave no usable verdict (disagreement: 1 of 2 votes pass, 1 fail). This is neither a pass nor a fail; run it again, or give the judge what it needs.

    Output:     You can get a refund within 30 days.
    Rubric:     resolves-the-question v2 (0d16c4182871)
    Verdict:    inconclusive (disagreement)
    Critique:   1 of 2 votes pass, 1 fail
    Votes:
        1 pass (scripted): Scripted.
        2 fail (scripted): Scripted.
    Judge:      scripted (prompt binary/1, <n> ms)
    Cost:       not known"
  `,
  );
});

test("shows and keeps the votes of a panel that missing answers leave undecided", async () => {
  const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });
  const replies = [
    { text: judgeReply({ verdict: "pass" }), usage, costUsd: 0.25 },
    { text: judgeReply({ verdict: "fail" }), usage, costUsd: 0.25 },
    outage,
  ];
  const ask = (): Promise<void> =>
    expectText(output).toPassJudge(resolves, { model: scriptedModel(replies), samples: 3 });

  expect(await messageOf(ask())).toMatchInlineSnapshot(`
    "Failed to judge "resolves-the-question": 1 of 3 votes are missing, and they could change the verdict (1 of 3 votes pass, 1 fail, 1 without a verdict). The first: Failed to ask: no answer.

    Output:     You can get a refund within 30 days.
    Votes:
        1 pass (scripted): Scripted.
        2 fail (scripted): Scripted.
        3 error (scripted): Failed to ask: no answer."
  `);
  const { status, reason, checks } = await inCase(ask);
  expect({ status, outcome: checks[0]?.outcome }).toEqual({ status: "error", outcome: "error" });
  expect(checks[0]?.details).toMatchObject({
    votes: [{ outcome: "pass" }, { outcome: "fail" }, { outcome: "error", model: "scripted" }],
  });
  expect(checks[0]?.spent).toEqual({ usage: { inputTokens: 824, outputTokens: 74 }, requests: 3 });
  expect(reason).toBe(checks[0]?.reason);
});

test("cuts a long output and says how long it was", async () => {
  const long = "a refund, ".repeat(1_000);
  const model = scriptedModel([judgeReply({ verdict: "fail" })]);

  expect(await messageOf(expectText(long).toPassJudge(resolves, { model }))).toContain(
    "(10000 characters in all)",
  );
});

test("prints nothing that a terminal or a CI log would run", async () => {
  const critique = "\u001b[2J\n::error::gotcha\n##[group]x";
  const model = scriptedModel([judgeReply({ verdict: "fail", critique })]);

  const message = await messageOf(expectText(`${output}\n::add-mask::e`).toPassJudge(resolves, { model }));

  expect(message).not.toContain("\u001b");
  expect(message).not.toMatch(/^\s*::|##\[/m);
});

test("takes the text of a reply", async () => {
  await expectText({ text: output, passages: [] }).toPassJudge(resolves, { model: judge("pass") });
});

test.each([undefined, null, 42, ["a"], { answer: "a" }, Promise.resolve("a")])(
  "refuses %s under expect",
  async (received) => {
    const judged = expectText(received).toPassJudge(resolves, { model: judge("pass") });

    await expect(judged).rejects.toMatchObject({ code: "MATCHER_ARGUMENT" });
    await expect(judged).rejects.not.toHaveProperty("outcome");
  },
);

test("refuses an option that does not exist", async () => {
  const options = { model: judge("pass"), sample: 3 };

  await expect(expectText(output).toPassJudge(resolves, options)).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
    message: expect.stringContaining('"sample"'),
  });
});

test.each([undefined, "polite", { name: "polite" }, { name: "clarity", levels: {}, hash: "0" }])(
  "refuses %s as a rubric",
  async (wrong) => {
    await expect(expectText(output).toPassJudge(wrong, { model: judge("pass") })).rejects.toMatchObject({
      code: "MATCHER_ARGUMENT",
    });
  },
);

test.each([[1], [["a", 1]], [{ text: "a" }]])("refuses %j as context", async (wrong) => {
  const options = { model: judge("pass"), context: wrong as never };

  await expect(expectText(output).toPassJudge(resolves, options)).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
  });
});

const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });

test.each([
  ["an outage", outage, { code: "MODEL_SERVER", outcome: "error" }],
  ["a reply without a verdict", "{}", { code: "JUDGE_INCONCLUSIVE", outcome: "inconclusive" }],
])("is red on %s, negated or not", async (_name, reply, error) => {
  const model = scriptedModel([reply]);

  await expect(expectText(output).toPassJudge(resolves, { model })).rejects.toMatchObject(error);
  await expect(expectText(output).not.toPassJudge(resolves, { model })).rejects.toMatchObject(error);
});

test("says which model gave no verdict, and why", async () => {
  const model = scriptedModel([{ text: "I can't.\n::error::x", modelServed: "scripted-0611" }]);

  expect(await messageOf(expectText(output).toPassJudge(resolves, { model }))).toMatchInlineSnapshot(
    `
    "Failed to judge "resolves-the-question": scripted (served scripted-0611) gave no usable verdict (unparsable: the reply is not JSON). This is neither a pass nor a fail; run it again, or give the judge what it needs.

    Output:     You can get a refund within 30 days.
    Rubric:     resolves-the-question v2 (0d16c4182871)
    Verdict:    inconclusive (unparsable)
    Critique:   the reply is not JSON
    Judge:      scripted, served scripted-0611 (prompt binary/1, <n> ms)
    Cost:       not known"
  `,
  );
});

test("names the remedies where there is no judge", async () => {
  await expect(expectText(output).toPassJudge(resolves)).rejects.toMatchObject({
    code: "CONFIG_NO_JUDGE",
    message: expect.stringContaining("lexical()"),
  });
});

test("cannot be used asymmetrically", () => {
  const asymmetric = expect as unknown as Judged;

  expect(() => expect({ text: output }).toEqual({ text: asymmetric.toPassJudge(resolves) })).toThrow(
    "asymmetric",
  );
});
