import { startFakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { expect, onTestFinished, test } from "vitest";
import type { EvalError } from "../errors/eval-error.ts";
import type { EmbeddingModel } from "../models/chat-model.ts";
import { ModelError } from "../models/model-error.ts";
import { openai } from "../models/openai.ts";
import { judgeReply, pairReply, scoreReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { judgeBinary } from "./binary-judge.ts";
import { judgePairwise } from "./pairwise-judge.ts";
import { rubric } from "./rubric.ts";
import { judgeScore } from "./score-judge.ts";
import { scoreRubric } from "./score-rubric.ts";
import { judgeSimilarity } from "./similarity-judge.ts";
import { spendOf } from "./spend.ts";
import type { Verdict } from "./verdict.ts";

const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const levels = { 1: "Rude.", 2: "Curt.", 3: "Plain.", 4: "Courteous.", 5: "Warm." };
const courtesy = scoreRubric({ name: "courtesy", version: 1, measures: "How courteous it is.", levels });
const output = "Read the manual.";
const usage = { inputTokens: 100, outputTokens: 10 };
const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });
const refused = new ModelError("Failed to ask: no such key.", { code: "MODEL_AUTH", scope: "run" });
const priced = (text: string): { text: string; usage: typeof usage; costUsd: number } => ({
  text,
  usage,
  costUsd: 0.25,
});
const [pass, fail] = [priced(judgeReply({ verdict: "pass" })), priced(judgeReply({ verdict: "fail" }))];

async function errorOf(judging: Promise<Verdict>): Promise<EvalError> {
  return judging.then(
    () => expect.fail("it holds a verdict"),
    (error: EvalError) => error,
  );
}

test("a panel that lacks votes says what the others took; a call without an answer has no price", async () => {
  const model = scriptedModel([pass, fail, outage]);

  const error = await errorOf(judgeBinary({ rubric: polite, output, model, samples: 3 }));

  expect(error.code).toBe("MODEL_SERVER");
  expect(spendOf(error)).toEqual({ usage: { inputTokens: 200, outputTokens: 20 }, requests: 3 });
});

test("so do a panel of scores and both orders of a pair", async () => {
  const scores = scriptedModel([priced(scoreReply({ score: 5 })), outage, outage]);
  const pair = scriptedModel([priced(pairReply({ winner: "A" })), outage]);

  const scored = await errorOf(judgeScore({ rubric: courtesy, output, model: scores, min: 4, samples: 3 }));
  const paired = await errorOf(judgePairwise({ rubric: polite, output, other: "No.", model: pair }));

  expect(spendOf(scored)).toEqual({ usage, requests: 3 });
  expect(spendOf(paired)).toEqual({ usage, requests: 2 });
});

test("an error that stops the run takes nothing away from the votes before it and beside it", async () => {
  const model = scriptedModel([pass, fail, refused]);
  const jury = [scriptedModel([pass], "a"), scriptedModel([refused], "b"), scriptedModel([pass], "c")];

  const later = await errorOf(judgeBinary({ rubric: polite, output, model, samples: 3 }));
  const beside = await errorOf(judgeBinary({ rubric: polite, output, jury }));

  expect(later).toMatchObject({ name: "ModelError", code: "MODEL_AUTH", scope: "run", outcome: "error" });
  expect(spendOf(later)).toMatchObject({ usage: { inputTokens: 200, outputTokens: 20 }, requests: 3 });
  expect(spendOf(beside)).toEqual({ usage, requests: 2 });
});

test("an answer that was cut is paid for, also where asking again brings nothing", async () => {
  const cut = { ...priced(""), finishReason: "length" as const };

  const alone = await errorOf(judgeBinary({ rubric: polite, output, model: scriptedModel([cut, outage]) }));

  expect(spendOf(alone)).toEqual({ usage, requests: 2 });
});

test("an answer that was cut is paid for, also where asking again is blocked, alone and in a panel", async () => {
  const provider = await startFakeProvider();
  onTestFinished(() => provider.close());
  const cut: Plan = {
    text: "It is",
    finishReason: "length",
    usage: { prompt_tokens: 100, completion_tokens: 10 },
  };
  const first = new Set<string>();
  provider.rule({
    // The second request of a question has the nonce of the first.
    reply: ({ prompt }) => {
      if (first.has(prompt)) return { fault: "content-policy" };
      first.add(prompt);
      return cut;
    },
  });
  const model = openai({ model: "judge-1", baseURL: provider.baseURL, apiKey: "sk-test", maxRetries: 0 });

  const alone = await judgeBinary({ rubric: polite, output, model });
  const panel = await judgeBinary({ rubric: polite, output, model, samples: 3 });

  expect(alone).toMatchObject({ inconclusiveClass: "blocked-input", usage, requests: 2 });
  expect(panel).toMatchObject({ inconclusiveClass: "blocked-input", requests: 4 });
  // After two votes that are none, the third could not give the panel a verdict.
  expect(panel.usage).toEqual({ inputTokens: 200, outputTokens: 20 });
  expect(panel).not.toHaveProperty("costUsd");
});

test("vectors that no similarity follows from are paid for", async () => {
  const model: EmbeddingModel = {
    id: "zeros",
    async embed(texts, { report } = {}) {
      report?.({ requests: 1, usage, costUsd: 0.25 });
      return texts.map(() => [0, 0]);
    },
  };

  const error = await errorOf(judgeSimilarity({ output, reference: "Read it.", model, min: 0.8 }));

  expect(error.code).toBe("MODEL_BAD_EMBEDDING");
  expect(spendOf(error)).toEqual({ usage, costUsd: 0.25, requests: 1 });
});

test("one error of several calls holds the spending of none of them", async () => {
  const model = scriptedModel([pass, fail, outage]);
  await errorOf(judgeBinary({ rubric: polite, output, model, samples: 3 }));

  expect(spendOf(outage)).toBeUndefined();
  expect(
    spendOf(await errorOf(judgeBinary({ rubric: polite, output, model: scriptedModel([outage]) }))),
  ).toBeUndefined();
  expect(
    spendOf(
      await errorOf(judgeBinary({ rubric: polite, output, model: scriptedModel([outage]), samples: 3 })),
    ),
  ).toBeUndefined();
});
