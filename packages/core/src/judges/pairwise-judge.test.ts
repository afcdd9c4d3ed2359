import { describe, expect, test } from "vitest";
import type { ChatRequest } from "../models/chat-model.ts";
import { lexical } from "../models/lexical.ts";
import { ModelError } from "../models/model-error.ts";
import { pairReply } from "../testing/judge-reply.ts";
import { scriptedModel, type ScriptedReply } from "../testing/scripted-model.ts";
import { judgePairwise, type PairwiseJudgeOptions } from "./pairwise-judge.ts";
import { rubric } from "./rubric.ts";
import type { Verdict } from "./verdict.ts";

const polite = rubric({ name: "polite", version: 3, pass: "It is courteous.", fail: "It is rude." });
const output = "Certainly, on page one.";
const other = "Read the manual.";

/** Answers each order as the text in first place demands, whichever order is asked first. */
function inOrders(outputFirst: ScriptedReply, outputSecond: ScriptedReply) {
  return scriptedModel([
    ({ question }: ChatRequest) =>
      question?.kind === "pair" && question.first === output ? outputFirst : outputSecond,
  ]);
}

function pick(winner: "A" | "B" | "tie" | "cannot-judge"): string {
  return pairReply({ winner, critique: `I take ${winner}` });
}

function judge(
  outputFirst: ScriptedReply,
  outputSecond: ScriptedReply,
  options: Partial<PairwiseJudgeOptions> = {},
): Promise<Verdict> {
  const model = inOrders(outputFirst, outputSecond);
  return judgePairwise({ rubric: polite, output, other, model, ...options });
}

describe("both orders together", () => {
  test.each([
    ["A", "B", "pass", { winner: "output", consistent: true, picks: ["first", "second"] }],
    ["B", "A", "fail", { winner: "other", consistent: true, picks: ["second", "first"] }],
    ["A", "A", "fail", { winner: "tie", consistent: false, picks: ["first", "first"] }],
    ["B", "B", "fail", { winner: "tie", consistent: false, picks: ["second", "second"] }],
    ["tie", "tie", "fail", { winner: "tie", consistent: true, picks: ["tie", "tie"] }],
    ["A", "tie", "fail", { winner: "tie", consistent: false, picks: ["first", "tie"] }],
    ["tie", "A", "fail", { winner: "tie", consistent: false, picks: ["tie", "first"] }],
  ] as const)("%s then %s is %s", async (first, second, outcome, preference) => {
    expect(await judge(pick(first), pick(second))).toMatchObject({
      outcome,
      preference,
      requests: 2,
      votes: [{}, {}],
      promptVersion: "pairwise/1",
      lengths: { output: output.length, other: other.length },
    });
  });

  test("give the mirror image when the texts change places", async () => {
    const verdict = await judge(pick("B"), pick("A"), { output: other, other: output });

    expect(verdict).toMatchObject({ outcome: "pass", preference: { winner: "output" } });
  });
});

test("lets a tie pass where that is allowed, and only a tie", async () => {
  expect((await judge(pick("A"), pick("A"), { allowTie: true })).outcome).toBe("pass");
  expect((await judge(pick("tie"), pick("tie"), { allowTie: true })).outcome).toBe("pass");
  expect((await judge(pick("B"), pick("A"), { allowTie: true })).outcome).toBe("fail");
});

test("calls a conflict inconclusive where that is asked for, and no other tie", async () => {
  const options = { onConflict: "inconclusive" } as const;

  expect(await judge(pick("A"), pick("A"), options)).toMatchObject({
    outcome: "inconclusive",
    inconclusiveClass: "disagreement",
    preference: { consistent: false, picks: ["first", "first"] },
  });
  expect((await judge(pick("A"), pick("tie"), options)).outcome).toBe("fail");
});

test.each([
  ["the same text", output, output, "identical-texts", "tie", "fail"],
  ["the same text for a reader", output, ` ${output}\u200b\n`, "identical-texts", "tie", "fail"],
  ["nothing to prefer", output, "...", "empty-other", "output", "pass"],
  ["an output without content", "Solution:", other, "opener-only", "other", "fail"],
  ["two texts without content", "", "...", "empty-output", "tie", "fail"],
])("decides by rule on %s", async (_name, one, two, rule, winner, outcome) => {
  const model = scriptedModel([pick("A")]);

  const verdict = await judgePairwise({ rubric: polite, output: one, other: two, model });

  expect(verdict).toMatchObject({ outcome, rule, requests: 0, preference: { winner, picks: [] } });
  expect(model.requests).toHaveLength(0);
});

test.each([
  ["a judge without an answer", pick("cannot-judge"), "cannot-judge"],
  ["the winner a", pairReply({ winner: "a" as "A" }), "unparsable"],
  ["the winner both", pairReply({ winner: "both" as "A" }), "unparsable"],
  ["the winner true", pairReply({ winner: true as unknown as "A" }), "unparsable"],
  ["an empty object", "{}", "unparsable"],
  ["two objects", `${pick("A")}${pick("B")}`, "ambiguous"],
  ["a quote from neither text", pairReply({ winner: "A", evidence: ["Please"] }), "inconsistent"],
  ["another critique than winner", pairReply({ winner: "A", critique: "Better: B." }), "inconsistent"],
  ["a refusal", { text: "", refusal: "No." }, "refused"],
])("finds no verdict in %s, in either order", async (_name, reply, inconclusiveClass) => {
  const wanted = { outcome: "inconclusive", inconclusiveClass };

  expect(await judge(reply, pick("B"))).toMatchObject(wanted);
  expect(await judge(pick("A"), reply)).toMatchObject(wanted);
});

test("is an error where one order has no answer", async () => {
  const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });

  await expect(judge(pick("A"), outage)).rejects.toMatchObject({ code: "MODEL_SERVER", outcome: "error" });
});

test("takes evidence from either text", async () => {
  const reply = (winner: "A" | "B") => pairReply({ winner, evidence: ["Certainly", "the manual"] });

  expect(await judge(reply("A"), reply("B"))).toMatchObject({
    outcome: "pass",
    evidence: ["Certainly", "the manual"],
  });
});

test("does not tell the judge which text is the output", async () => {
  const model = inOrders(pick("A"), pick("B"));

  await judgePairwise({ rubric: polite, output, other, model, input: "Where?" });

  const [first = "", second = ""] = model.requests.map(({ messages }) => messages[1]?.content ?? "");
  const bare = (text: string): string => text.replace(/[0-9a-f]{32}/g, "");
  const swap = (text: string): string =>
    text.replace(output, "\u0001").replace(other, output).replace("\u0001", other);
  expect(swap(bare(first))).toBe(bare(second));
  expect(model.requests.map(({ temperature }) => temperature)).toEqual([0, 0]);
});

test("keeps what one order said where the other got no answer", async () => {
  const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });

  await expect(
    judgePairwise({ rubric: polite, output, other, model: scriptedModel([pick("A"), outage]) }),
  ).rejects.toMatchObject({ votes: [{ outcome: "pass" }, { outcome: "error" }] });
});

test("the lexical model says honestly that it compares no two outputs", async () => {
  expect(await judgePairwise({ rubric: polite, output, other, model: lexical() })).toMatchObject({
    outcome: "inconclusive",
    inconclusiveClass: "cannot-judge",
  });
});

test("refuses another word for what a conflict is", async () => {
  await expect(judge(pick("A"), pick("B"), { onConflict: "fail" as never })).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
  });
});
