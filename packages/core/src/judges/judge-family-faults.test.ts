import { startFakeProvider, type FakeProvider, type Reply } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpenAiChatModel } from "../models/openai.ts";
import { OpenAiEmbeddingModel } from "../models/openai-embeddings.ts";
import { fakeModel, plantedKey, sdks } from "../models/test-helpers/ask-fake-provider.ts";
import { judgeBinary } from "./binary-judge.ts";
import { judgePairwise } from "./pairwise-judge.ts";
import { rubric } from "./rubric.ts";
import { judgeScore } from "./score-judge.ts";
import { scoreRubric } from "./score-rubric.ts";
import { judgeSimilarity } from "./similarity-judge.ts";
import type { Verdict } from "./verdict.ts";

const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const clarity = scoreRubric({
  name: "clarity",
  version: 1,
  measures: "How easily it can be followed.",
  levels: { 1: "Not at all.", 2: "Hardly.", 3: "With detours.", 4: "Easily.", 5: "At first reading." },
});
const output = "Certainly, it is on page one.";
const other = "Read the manual.";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
beforeEach(() => provider.reset());
afterAll(() => provider.close());

/** What the good judge would say, with other fields. */
const saying =
  (fields: object): Reply =>
  ({ prompt }) => {
    const nonce = /"nonce": "([0-9a-f]{32})"/.exec(prompt)?.[1];
    return { text: { nonce, critique: "So.", evidence: [], ...fields } };
  };

const inconclusive: readonly (readonly [row: string, reply: Reply, found: string])[] = [
  ["A34 cut JSON", { text: '{"nonce":"', finishReason: "length" }, "truncated"],
  ["A35 complete JSON at the limit", { text: "{}", finishReason: "length" }, "truncated"],
  ["A36 filtered", { text: "", finishReason: "content_filter" }, "filtered"],
  ["A37 refused", { refusal: "I will not." }, "refused"],
  ["A38 refusal in prose", { text: "I can't help with that." }, "unparsable"],
  ["A39 empty", { text: " " }, "unparsable"],
  ["A42 no fields", { text: {} }, "unparsable"],
];

describe.each(sdks)("over %s", (_sdk, load) => {
  const model = (): OpenAiChatModel => fakeModel(provider, { load });

  test.each(inconclusive)("%s is no score and no winner", async (_row, reply, inconclusiveClass) => {
    provider.rule({ path: "/v1/chat", reply });
    const found = { outcome: "inconclusive", inconclusiveClass };

    expect(await judgeScore({ rubric: clarity, output, min: 4, model: model() })).toMatchObject(found);
    expect(await judgePairwise({ rubric: polite, output, other, model: model() })).toMatchObject(found);
  });

  test.each([
    ["0", 0],
    ["6", 6],
    ["3.7", 3.7],
    ['"4"', "4"],
    ["null", null],
  ])("A44 the score %s is off the scale", async (_name, score) => {
    provider.rule({ path: "/v1/chat", reply: saying({ score }) });

    expect(await judgeScore({ rubric: clarity, output, min: 4, model: model() })).toMatchObject({
      outcome: "inconclusive",
      inconclusiveClass: "out-of-range",
    });
  });

  test("A45 a critique that ends with another score is inconsistent", async () => {
    provider.rule({ path: "/v1/chat", reply: saying({ score: 5, critique: "Poor. Score: 1." }) });

    expect(await judgeScore({ rubric: clarity, output, min: 4, model: model() })).toMatchObject({
      inconclusiveClass: "inconsistent",
    });
  });

  test("A47 of five samples, two errors leave a verdict that three agree on", async () => {
    const failing: Reply = { fault: "unprocessable" };
    provider.script(failing, failing, ...Array.from({ length: 3 }, () => saying({ verdict: "pass" })));

    const verdict = await judgeBinary({ rubric: polite, output, model: model(), samples: 5 });

    expect(verdict.outcome).toBe("pass");
    expect(verdict.votes?.map(({ outcome }) => outcome).toSorted()).toEqual([
      "error",
      "error",
      "pass",
      "pass",
      "pass",
    ]);
  });

  test("A47 of five samples, two errors leave no verdict that they could change", async () => {
    const [failing, pass] = [{ fault: "unprocessable" }, saying({ verdict: "pass" })];
    provider.script(failing, failing, pass, pass, saying({ verdict: "fail" }));

    await expect(judgeBinary({ rubric: polite, output, model: model(), samples: 5 })).rejects.toMatchObject({
      name: "ModelError",
      outcome: "error",
      code: "MODEL_BAD_REQUEST",
    });
  });

  test("A48 orders that disagree are a tie, or no verdict where that is asked for", async () => {
    provider.rule({ path: "/v1/chat", reply: saying({ winner: "A" }) });
    const pair = { rubric: polite, output, other, model: model() };

    expect(await judgePairwise(pair)).toMatchObject({
      outcome: "fail",
      preference: { winner: "tie", consistent: false },
    });
    expect(await judgePairwise({ ...pair, onConflict: "inconclusive" })).toMatchObject({
      outcome: "inconclusive",
      inconclusiveClass: "disagreement",
    });
  });

  test("A49 another model's reply is on record as such, a version of the model is not", async () => {
    provider.rule({ path: "/v1/chat", times: 1, reply: ({ prompt }) => answer(prompt, "fake-nano") });
    provider.rule({ path: "/v1/chat", reply: ({ prompt }) => answer(prompt, "fake-model-2026-01-01") });
    const judged = { rubric: polite, output, model: model() };

    expect((await judgeBinary(judged)).model).toMatchObject({ served: "fake-nano", replaced: true });
    expect((await judgeBinary(judged)).model).not.toHaveProperty("replaced");
  });
});

describe.each(sdks)("embeddings over %s", (_sdk, load) => {
  const judged = (): Promise<Verdict> =>
    judgeSimilarity({
      output: "A refund takes 30 days.",
      reference: "A refund takes 5 days.",
      min: 0.5,
      model: new OpenAiEmbeddingModel(
        {
          model: "fake-embed",
          baseURL: provider.baseURL,
          apiKey: plantedKey,
          price: { inputPerMillion: 100_000 },
        },
        { load, policy: { backoffMs: 10 } },
      ),
    });

  test("give a similarity, with what it took", async () => {
    const verdict = await judged();

    // Four of five words in common, each vector of length 1: 4 / 5.
    expect(verdict).toMatchObject({ outcome: "pass", similarity: expect.closeTo(0.8, 6), requests: 1 });
    expect(verdict.costUsd).toBeCloseTo((verdict.usage?.inputTokens ?? 0) / 10, 9);
  });

  test.each(["wrong-length", "zero-vector", "nan", "fewer"] as const)("A51 %s is an error", async (fault) => {
    provider.rule({ path: "/v1/embeddings", reply: { embeddings: fault } });

    await expect(judged()).rejects.toMatchObject({ code: "MODEL_BAD_EMBEDDING", outcome: "error" });
  });

  test("A3 a refused key concerns the whole run", async () => {
    provider.rule({ path: "/v1/embeddings", reply: { fault: "unauthorized" } });

    await expect(judged()).rejects.toMatchObject({ code: "MODEL_AUTH", scope: "run" });
  });
});

function answer(prompt: string, model: string) {
  const nonce = /"nonce": "([0-9a-f]{32})"/.exec(prompt)?.[1];
  return { text: { nonce, critique: "So.", evidence: [], verdict: "pass" }, model };
}
