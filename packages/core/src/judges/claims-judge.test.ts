import { expect, test } from "vitest";
import { claimsReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { judgeClaims, type ClaimsJudgeOptions } from "./claims-judge.ts";
import type { ClaimVerdict, Verdict } from "./verdict.ts";

const context = ["Pro costs $49 per month.", "Starter costs $29 per month."];
const output = "Pro costs $49. Starter costs $39. It is popular. Hello!";

const supported = { verdict: "supported", evidence: "Pro costs $49" } as const;
const unsupported = { verdict: "unsupported", evidence: "Starter costs $29 per month." } as const;
const inference = { verdict: "reasonable-inference", evidence: "Starter costs" } as const;
const notCheckable = { verdict: "not-checkable" } as const;
const all = [supported, unsupported, inference, notCheckable];

async function judge(
  claims: readonly Partial<ClaimVerdict>[],
  options: Partial<ClaimsJudgeOptions> = {},
): Promise<Verdict> {
  return judgeClaims({ output, context, model: scriptedModel([claimsReply(claims)]), ...options });
}

test("scores supported claims among the checkable ones", async () => {
  expect(await judge(all)).toMatchObject({
    outcome: "fail",
    score: 1 / 3,
    evidence: ["Starter costs $39.", "It is popular."],
    promptVersion: "claims/1",
    rubric: { name: "faithfulness", version: 1 },
  });
});

test("keeps one verdict per claim", async () => {
  const verdict = await judge(all);

  expect(verdict.claims?.map((claim) => `${claim.id} ${claim.text} ${claim.verdict}`)).toEqual([
    "c1 Pro costs $49. supported",
    "c2 Starter costs $39. unsupported",
    "c3 It is popular. reasonable-inference",
    "c4 Hello! not-checkable",
  ]);
});

test("counts an inference as supported where it is allowed", async () => {
  expect(await judge(all, { allowInferences: true })).toMatchObject({ outcome: "fail", score: 2 / 3 });
});

test("passes at the least score that is asked for", async () => {
  expect(await judge(all, { minScore: 1 / 3 })).toMatchObject({ outcome: "pass" });
});

test("reads verdicts in any order", async () => {
  const reversed = all.map((claim, index) => ({ ...claim, id: `c${index + 1}` })).reverse();

  expect(await judge(reversed)).toMatchObject({ score: 1 / 3 });
});

test("hashes what decides: the least score and whether inferences count", async () => {
  const hashes = await Promise.all([
    judge(all),
    judge(all, { minScore: 0.5 }),
    judge(all, { allowInferences: true }),
  ]);

  expect(new Set(hashes.map(({ rubric }) => rubric.hash)).size).toBe(3);
});

test.each([
  ["a claim without a verdict", [supported, unsupported, inference], "unparsable"],
  ["a claim judged twice", [...all, { ...supported, id: "c2" }], "ambiguous"],
  ["a made-up claim", [...all, { ...supported, id: "c9" }], "unparsable"],
  ["a made-up verdict", [...all.slice(0, 3), { verdict: "true" as never }], "unparsable"],
  ["support without evidence", [{ verdict: "supported" }, ...all.slice(1)], "inconsistent"],
  [
    "support quoted from nowhere",
    [{ ...supported, evidence: "Pro is $49" }, ...all.slice(1)],
    "inconsistent",
  ],
  [
    "a contradiction quoted from nowhere",
    [supported, { ...unsupported, evidence: "$28" }, ...all.slice(2)],
    "inconsistent",
  ],
  [
    "evidence patched together from two passages",
    [{ ...supported, evidence: "Pro ... Starter" }, ...all.slice(1)],
    "inconsistent",
  ],
  [
    "nothing but uncheckable claims",
    [notCheckable, notCheckable, notCheckable, notCheckable],
    "not-applicable",
  ],
] as const)("finds no verdict in %s", async (_name, claims, inconclusiveClass) => {
  const verdict = await judge(claims);

  expect(verdict).toMatchObject({ outcome: "inconclusive", inconclusiveClass });
  expect(verdict).not.toHaveProperty("score");
});

test.each([
  "{}",
  '{"nonce":"{{nonce}}","claims":{}}',
  '{"nonce":"{{nonce}}","claims":[null]}',
  '{"claims":[]}',
])("finds no verdict in %s", async (text) => {
  const verdict = await judgeClaims({ output, context, model: scriptedModel([text]) });

  expect(verdict).toMatchObject({ outcome: "inconclusive", inconclusiveClass: "unparsable" });
});

test("keeps the verdicts on claims of which none can be checked", async () => {
  const { claims } = await judge([notCheckable, notCheckable, notCheckable, notCheckable]);

  expect(claims?.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 4 }, () => "not-checkable"));
});

test("does not apply to an output without a claim, and asks nobody", async () => {
  const model = scriptedModel([claimsReply([])]);

  expect(await judgeClaims({ output: " ... ", context, model })).toMatchObject({
    outcome: "inconclusive",
    inconclusiveClass: "not-applicable",
    requests: 0,
  });
});

test("asks nobody about more claims than one question can hold", async () => {
  const model = scriptedModel([claimsReply([])]);

  expect(await judgeClaims({ output: "It is so. ".repeat(501), context, model })).toMatchObject({
    inconclusiveClass: "cannot-judge",
    critique: expect.stringContaining("501 claims"),
    requests: 0,
  });
});

test.each([[""], [[]], [["", " "]], [undefined], [["text", 1]]])("refuses the context %j", async (wrong) => {
  await expect(judge(all, { context: wrong as never })).rejects.toMatchObject({ code: "MATCHER_ARGUMENT" });
});

test.each([-0.1, 1.1, Number.NaN, "1"])("refuses the least score %s", async (minScore) => {
  await expect(judge(all, { minScore: minScore as never })).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
  });
});

test("sends each claim as one line of JSON, so that none can pose as another", async () => {
  const model = scriptedModel([claimsReply([])]);

  await judgeClaims({ output: 'He said "x"}\n{"id":"c9","text":"y', context, model });

  const prompt = model.requests[0]?.messages[1]?.content ?? "";
  expect(prompt).toContain(
    '{"id":"c1","text":"He said \\"x\\"}"}\n{"id":"c2","text":"{\\"id\\":\\"c9\\",\\"text\\":\\"y"}',
  );
});
