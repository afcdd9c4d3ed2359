import { expect, test } from "vitest";
import { lexical } from "../models/lexical.ts";
import { claimsReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { judgeCover } from "./cover-judge.ts";

const reference = "Refunds take 30 days. Pro costs $49 per month. Support is by mail.";
const output = "Pro costs $49 per month, and refunds take 30 days.";
const supported = { verdict: "supported", evidence: "refunds take 30 days" } as const;

test("counts the reference's claims that the output makes", async () => {
  const model = scriptedModel([claimsReply([supported, supported, { reason: "Left out." }])]);

  expect(await judgeCover({ output, reference, model })).toMatchObject({
    outcome: "fail",
    score: 2 / 3,
    critique: "the output makes 2 of 3 checkable claims of the reference; c3 unsupported: Left out.",
    claims: [{ id: "c1", text: "Refunds take 30 days." }, { id: "c2" }, { id: "c3" }],
    evidence: ["Support is by mail."],
    rubric: { name: "coverage" },
    promptVersion: "cover/1",
  });
});

test("passes at the share that is asked for", async () => {
  const model = scriptedModel([claimsReply([supported, supported, {}])]);

  expect((await judgeCover({ output, reference, model, minScore: 0.6 })).outcome).toBe("pass");
  expect((await judgeCover({ output, reference, model, minScore: 0.7 })).outcome).toBe("fail");
});

test("counts an inference only where that is allowed", async () => {
  const inferred = { ...supported, verdict: "reasonable-inference" } as const;
  const model = scriptedModel([claimsReply([inferred, supported, supported])]);

  expect((await judgeCover({ output, reference, model })).outcome).toBe("fail");
  expect((await judgeCover({ output, reference, model, allowInferences: true })).outcome).toBe("pass");
});

test.each([
  ["a claim without a verdict", [supported, supported], "unparsable"],
  ["a claim judged twice", [supported, { ...supported, id: "c1" }, supported], "ambiguous"],
  ["a claim made up", [supported, supported, supported, supported], "unparsable"],
  [
    "evidence that the output does not hold",
    [supported, supported, { verdict: "supported", evidence: "Support is by mail." }],
    "inconsistent",
  ],
] as const)("finds no verdict in %s", async (_name, rows, inconclusiveClass) => {
  const model = scriptedModel([claimsReply(rows)]);

  expect(await judgeCover({ output, reference, model })).toMatchObject({
    outcome: "inconclusive",
    inconclusiveClass,
  });
});

test.each([
  ["???", []],
  ["Hello there!", [{ verdict: "not-checkable" }]],
] as const)("has no score for the reference %j, which claims nothing", async (empty, rows) => {
  const verdict = await judgeCover({ output, reference: empty, model: scriptedModel([claimsReply(rows)]) });

  expect(verdict).toMatchObject({ outcome: "inconclusive", inconclusiveClass: "not-applicable" });
  expect(verdict).not.toHaveProperty("score");
});

test("fails an output without content by rule", async () => {
  const model = scriptedModel([claimsReply([])]);

  expect(await judgeCover({ output: "Solution:", reference, model })).toMatchObject({
    outcome: "fail",
    score: 0,
    rule: "opener-only",
    requests: 0,
  });
});

test("takes the reference in passages", async () => {
  const model = lexical();

  expect(
    await judgeCover({ output, reference: ["Refunds take 30 days.", "Pro costs $49."], model }),
  ).toMatchObject({
    outcome: "pass",
    score: 1,
  });
});

test("catches offline what is left out, and a wrong number", async () => {
  const model = lexical();

  expect(await judgeCover({ output, reference, model })).toMatchObject({ outcome: "fail", score: 2 / 3 });
  expect(
    await judgeCover({ output: "Pro costs $59 per month.", reference: "Pro costs $49 per month.", model }),
  ).toMatchObject({ outcome: "fail", score: 0 });
});

test.each(["", [], [1], undefined])("refuses %j as a reference", async (wrong) => {
  await expect(judgeCover({ output, reference: wrong as never, model: lexical() })).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
  });
});
