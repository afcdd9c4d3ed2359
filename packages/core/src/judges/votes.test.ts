import { describe, expect, test } from "vitest";
import type { ChatModel } from "../models/chat-model.ts";
import { ModelError } from "../models/model-error.ts";
import { judgeReply } from "../testing/judge-reply.ts";
import { scriptedModel, type ScriptedModel, type ScriptedReply } from "../testing/scripted-model.ts";
import { judgeBinary } from "./binary-judge.ts";
import { rubric } from "./rubric.ts";
import type { Verdict } from "./verdict.ts";

const polite = rubric({ name: "polite", version: 3, pass: "It is courteous.", fail: "It is rude." });
const output = "Read the manual.";
const usage = { inputTokens: 100, outputTokens: 10 };

const replies: { readonly [letter: string]: ScriptedReply } = {
  p: { text: judgeReply({ verdict: "pass", critique: "Kind." }), usage, costUsd: 0.25, modelServed: "m-1" },
  f: { text: judgeReply({ verdict: "fail", critique: "Rude." }), usage, costUsd: 0.25, modelServed: "m-1" },
  i: { text: "{}", usage, costUsd: 0.25 },
  c: judgeReply({ verdict: "cannot-judge", critique: "No idea." }),
  e: new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" }),
};

/** A model that answers as the letters say. */
function model(letters: string, id?: string): ScriptedModel {
  return scriptedModel(
    [...letters].map((letter) => replies[letter] as ScriptedReply),
    id,
  );
}

function ask(letters: string, samples: number): Promise<Verdict> {
  return judgeBinary({ rubric: polite, output, model: model(letters), samples });
}

/** Every sequence of votes with its chance, where each passes with a chance of `right`. */
function allVotes(count: number, right: number): readonly (readonly [letters: string, chance: number])[] {
  if (count === 0) return [["", 1]];
  return allVotes(count - 1, right).flatMap(([letters, chance]) => [
    [`${letters}p`, chance * right] as const,
    [`${letters}f`, chance * (1 - right)] as const,
  ]);
}

describe("a majority of samples", () => {
  test.each([
    ["pp", 3, "pass", 2],
    ["ff", 3, "fail", 2],
    ["pfp", 3, "pass", 3],
    ["pff", 3, "fail", 3],
    ["ppp", 5, "pass", 3],
    ["pfppf", 5, "pass", 4],
    ["pffpf", 5, "fail", 5],
    ["p", 1, "pass", 1],
    ["pp", 2, "pass", 2],
  ])("of %s with %i samples is %s after %i requests", async (letters, samples, outcome, requests) => {
    const judge = model(letters);

    const verdict = await judgeBinary({ rubric: polite, output, model: judge, samples });

    expect(verdict).toMatchObject({ outcome, requests });
    expect(judge.requests).toHaveLength(requests);
  });

  test.each([
    ["pep", 3, "pass"],
    ["pip", 3, "pass"],
    ["epefp", 5, undefined],
    ["eeppp", 5, "pass"],
    ["iefff", 5, "fail"],
  ])("of %s with %i samples holds what the missing votes cannot change: %s", async (letters, n, outcome) => {
    const verdict = await ask(letters, n).catch(() => undefined);

    expect(verdict?.outcome).toBe(outcome);
  });

  test.each([
    ["pf", 2, "disagreement"],
    ["pfi", 3, "disagreement"],
    ["pie", 3, "disagreement"],
    ["ppffi", 5, "disagreement"],
    ["ii", 3, "unparsable"],
    ["cc", 3, "cannot-judge"],
    ["ci", 3, "disagreement"],
  ])("of %s with %i samples is inconclusive: %s", async (letters, samples, inconclusiveClass) => {
    expect(await ask(letters, samples)).toMatchObject({ outcome: "inconclusive", inconclusiveClass });
  });

  test.each([
    ["ee", 3],
    ["pfe", 3],
    ["pe", 2],
    ["ppeef", 5],
  ])("of %s with %i samples is an error where only answers are missing", async (letters, samples) => {
    await expect(ask(letters, samples)).rejects.toMatchObject({
      name: "ModelError",
      code: "MODEL_SERVER",
      outcome: "error",
      message: expect.stringContaining("votes are missing, and they could change the verdict"),
    });
  });
});

// Exact: all ways in which the votes can fall, each with its chance.
describe.each([
  [3, 0.99, 2.02],
  [3, 0.9, 2.18],
  [3, 0.8, 2.32],
  [5, 0.99, 3.03],
  [5, 0.9, 3.32],
  [5, 0.8, 3.63],
])("a majority of %i votes, each right with a chance of %d", (samples, right, expected) => {
  test(`takes ${expected} requests on average`, async () => {
    let mean = 0;
    for (const [letters, chance] of allVotes(samples, right)) {
      mean += chance * (await ask(letters, samples)).requests;
    }

    expect(mean).toBeCloseTo(expected, 2);
  });
});

test("three judges that are right 85 % of the time, and err apart, are right 93.925 % of the time", async () => {
  let correct = 0;
  for (const [letters, chance] of allVotes(3, 0.85)) {
    const jury = [...letters].map((letter, place) => model(letter, `m-${place}`));
    const { outcome } = await judgeBinary({ rubric: polite, output, jury });
    if (outcome === "pass") correct += chance;
  }

  expect(correct).toBeCloseTo(0.93925, 12);
});

test("asks no further once no side can win any more", async () => {
  const judge = model("iipppp");

  await judgeBinary({ rubric: polite, output, model: judge, samples: 3 });

  expect(judge.requests).toHaveLength(2);
});

test("records every vote and sums up what all of them took", async () => {
  const verdict = await ask("fpf", 3);

  expect(verdict).toMatchObject({
    outcome: "fail",
    critique: "Rude.",
    votes: [
      { outcome: "fail", critique: "Rude.", model: "m-1" },
      { outcome: "pass", critique: "Kind.", model: "m-1" },
      { outcome: "fail", critique: "Rude.", model: "m-1" },
    ],
    usage: { inputTokens: 300, outputTokens: 30 },
    costUsd: 0.75,
    requests: 3,
    model: { asked: "scripted", served: "m-1", family: "scripted" },
  });
});

test("knows no cost where one vote has none", async () => {
  const verdict = await ask("pep", 3);

  expect(verdict).not.toHaveProperty("costUsd");
  expect(verdict.votes?.[1]).toEqual({
    outcome: "error",
    critique: "Failed to ask: no answer.",
    model: "scripted",
  });
});

test("asks samples of one model at a temperature of 0.3, each with a seed and a nonce of its own", async () => {
  const judge = model("pfp");

  await judgeBinary({ rubric: polite, output, model: judge, samples: 3 });

  expect(judge.requests.map(({ temperature, seed }) => [temperature, seed])).toEqual([
    [0.3, 1],
    [0.3, 2],
    [0.3, 3],
  ]);
  expect(new Set(judge.requests.map(({ question }) => question?.nonce)).size).toBe(3);
});

test("lets the majority of a jury decide, each member once at temperature 0", async () => {
  const jury = [model("p", "a"), model("f", "b"), model("f", "c")];

  const verdict = await judgeBinary({ rubric: polite, output, jury });

  expect(verdict).toMatchObject({
    outcome: "fail",
    votes: [{ outcome: "pass" }, { outcome: "fail" }, { outcome: "fail" }],
    model: { asked: "a, b, c" },
  });
  expect(jury.map(({ requests }) => requests.map(({ temperature, seed }) => [temperature, seed]))).toEqual([
    [[0, undefined]],
    [[0, undefined]],
    [[0, undefined]],
  ]);
});

test("hears every member of a jury before it asks one of them again", async () => {
  const jury = [model("pp", "a"), model("fp", "b")];

  const verdict = await judgeBinary({ rubric: polite, output, jury, samples: 2 });

  expect(verdict.votes?.map(({ outcome }) => outcome)).toEqual(["pass", "fail", "pass", "pass"]);
});

test("stops the run where a member's key is refused, whatever the others say", async () => {
  const refused = new ModelError("Failed to ask: the key is refused.", { code: "MODEL_AUTH", scope: "run" });
  const jury: ChatModel[] = [model("p", "a"), scriptedModel([refused], "b"), model("p", "c")];

  await expect(judgeBinary({ rubric: polite, output, jury })).rejects.toMatchObject({
    code: "MODEL_AUTH",
    scope: "run",
  });
});

test("decides by rule without a vote", async () => {
  const judge = model("ppp");

  const verdict = await judgeBinary({ rubric: polite, output: "...", model: judge, samples: 3 });

  expect(verdict).toMatchObject({ outcome: "fail", rule: "punctuation-only", requests: 0 });
  expect(verdict).not.toHaveProperty("votes");
  expect(judge.requests).toHaveLength(0);
});

test.each([0, 1.5, -1, 26, Number.NaN, "3", null])("refuses %s samples", async (samples) => {
  await expect(ask("p", samples as number)).rejects.toMatchObject({ code: "MATCHER_ARGUMENT" });
});

test.each([[[]], ["gpt"], [[{}]], [[undefined]]])("refuses %j as a jury", async (jury) => {
  await expect(judgeBinary({ rubric: polite, output, jury: jury as never })).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
  });
});

test("refuses a jury beside a model", async () => {
  const options = { rubric: polite, output, model: model("p"), jury: [model("p")] };

  await expect(judgeBinary(options)).rejects.toMatchObject({ code: "MATCHER_ARGUMENT" });
});
