import { startFakeProvider, type FakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { OpenAI } from "openai";
import { OpenAI as OpenAI7 } from "openai-7";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EmbeddingSpend } from "./chat-model.ts";
import { Limiter } from "./limiter.ts";
import type { ModelError } from "./model-error.ts";
import { openaiEmbeddings, OpenAiEmbeddingModel, type OpenAiEmbeddingsOptions } from "./openai-embeddings.ts";
import { configurePrices } from "./price-table.ts";
import { plantedKey, sdks } from "./test-helpers/ask-fake-provider.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.reset());
afterEach(() => configurePrices());

const [, loadNewest] = sdks[1] ?? [];

function model(
  options: Partial<OpenAiEmbeddingsOptions> = {},
  load: (typeof sdks)[number][1] | undefined = loadNewest,
): OpenAiEmbeddingModel {
  return new OpenAiEmbeddingModel(
    { model: "fake-embeddings", baseURL: provider.baseURL, apiKey: plantedKey, ...options },
    {
      ...(load !== undefined && { load }),
      policy: { backoffMs: 10, limiter: new Limiter({ concurrency: 5 }) },
    },
  );
}

const texts = ["A refund takes 14 days.", "The parcel is lost.", "We are open on Sunday."];

async function failing(
  plan: Plan,
  times = 1,
  options: Partial<OpenAiEmbeddingsOptions> = {},
): Promise<ModelError> {
  provider.script(...Array.from({ length: times }, () => plan));
  return (await model(options)
    .embed(texts)
    .catch((error: unknown) => error)) as ModelError;
}

describe.each(sdks)("%s", (_major, load) => {
  test("sends the texts and returns a vector for each", async () => {
    const vectors = await model({ dimensions: 64 }, load).embed(texts);

    expect(provider.log[0]).toMatchObject({
      path: "/v1/embeddings",
      headers: { authorization: `Bearer ${plantedKey}` },
      body: { model: "fake-embeddings", input: texts, encoding_format: "float", dimensions: 64 },
    });
    expect(vectors.map(({ length }) => length)).toEqual([64, 64, 64]);
  });

  test("puts the vectors into the order of the texts", async () => {
    const vectors = await model({}, load).embed(texts);
    provider.script({ embeddings: "reversed" });

    expect(await model({}, load).embed(texts)).toEqual(vectors);
  });

  test("says what it took, by the price given", async () => {
    const spent: EmbeddingSpend[] = [];
    provider.script({ model: "served" });

    await model({ price: { inputPerMillion: 2 } }, load).embed(texts, { report: (one) => spent.push(one) });

    const inputTokens = texts.join("").length >> 2;
    expect(spent).toEqual([
      {
        requests: 1,
        usage: { inputTokens, outputTokens: 0 },
        costUsd: (inputTokens * 2) / 1_000_000,
        modelServed: "served",
      },
    ]);
  });

  test.each<[row: string, plan: Plan, says: string]>([
    ["another length", { embeddings: "wrong-length" }, "vector 2 of 3 has 64 dimensions, the first 63"],
    ["zero", { embeddings: "zero-vector" }, "vector 1 of 3 is zero everywhere"],
    ["NaN", { embeddings: "nan" }, "vector 1 of 3 has an entry that is no finite number"],
    ["texts", { embeddings: "text" }, "vector 1 of 3 has an entry that is no finite number"],
    ["empty", { embeddings: "empty" }, "vector 1 of 3 is empty or no list"],
    ["fewer", { embeddings: "fewer" }, "2 vectors came for 3 texts"],
    ["one index twice", { embeddings: "same-index" }, "no vector has the index 1"],
  ])("A51: vectors of %s are an error", async (_row, plan, says) => {
    provider.script(plan);

    const error = await model({}, load)
      .embed(texts)
      .catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: "MODEL_BAD_EMBEDDING", outcome: "error", scope: "case" });
    expect((error as ModelError).message).toContain(says);
    expect(provider.log).toHaveLength(1);
  });
});

test("splits many texts into requests and keeps their order", async () => {
  const many = Array.from({ length: 7 }, (_, index) => `word${index} text`);

  const vectors = await model({ batchSize: 3 }).embed(many);

  expect(provider.log.map(({ body }) => body?.["input"])).toEqual([
    many.slice(0, 3),
    many.slice(3, 6),
    many.slice(6),
  ]);
  expect(vectors).toEqual(await model().embed(many));
});

test("splits texts that are too long for one request", async () => {
  await model().embed(["a ".repeat(150_000), "b ".repeat(150_000)]);

  expect(provider.log).toHaveLength(2);
});

test("asks nothing for no text", async () => {
  expect(await model().embed([])).toEqual([]);
  expect(provider.log).toHaveLength(0);
});

test.each<[row: string, plan: Plan, times: number, code: string, scope: string, requests: number]>([
  ["A3 401", { fault: "unauthorized" }, 1, "MODEL_AUTH", "run", 1],
  ["A5 404", { fault: "model-not-found" }, 1, "MODEL_NOT_FOUND", "run", 1],
  ["A12 quota", { fault: "insufficient-quota" }, 1, "MODEL_QUOTA", "run", 1],
  ["A14 500 for ever", { fault: "server-error" }, 9, "MODEL_SERVER", "case", 4],
  ["A17 HTML", { fault: "html-200" }, 1, "MODEL_BAD_RESPONSE", "case", 1],
  ["A18 empty for ever", { fault: "empty" }, 9, "MODEL_BAD_RESPONSE", "case", 4],
  ["A18 null", { fault: "null" }, 1, "MODEL_BAD_RESPONSE", "case", 1],
  ["A18 error with 200", { fault: "error-200" }, 1, "MODEL_BAD_RESPONSE", "case", 1],
  ["A19 torn for ever", { fault: "truncated-json" }, 9, "MODEL_BAD_RESPONSE", "case", 4],
  ["A21 reset mid-body for ever", { fault: "reset-mid-body" }, 9, "MODEL_UNREACHABLE", "case", 4],
  ["A31 redirect", { fault: "redirect" }, 1, "MODEL_REDIRECT", "case", 1],
  ["A32 100 MB", { fault: "huge-body" }, 1, "MODEL_RESPONSE_TOO_LARGE", "case", 1],
])("%s: %o", async (_row, plan, times, code, scope, requests) => {
  const error = await failing(plan, times);

  expect(error).toMatchObject({ name: "ModelError", code, scope });
  expect(provider.log).toHaveLength(requests);
});

test.each([["no-headers"], ["body-stall"], ["drip"]])("%s ends at the deadline", async (fault) => {
  const error = await failing({ fault }, 1, { timeoutMs: 200 });

  expect(error).toMatchObject({ code: "MODEL_TIMEOUT", outcome: "error" });
});

test("waits as long as Retry-After says, then asks again", async () => {
  provider.script({ fault: "rate-limited", headers: { "retry-after-ms": "200" } });
  const startedAt = performance.now();

  const vectors = await model().embed(texts);

  expect(vectors).toHaveLength(3);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(195);
});

test("a refused key is asked once: later calls send nothing", async () => {
  provider.script({ fault: "unauthorized" });
  const refused = model();

  const first = await refused.embed(texts).catch((error: unknown) => error);
  const second = await refused.embed(texts).catch((error: unknown) => error);

  expect([first, second]).toMatchObject([{ code: "MODEL_AUTH" }, { code: "MODEL_AUTH" }]);
  expect((first as ModelError).message).toContain("OPENAI_API_KEY");
  expect((first as ModelError).message).not.toContain(plantedKey);
  expect(provider.log).toHaveLength(1);
});

test.each([
  ["openai 6", OpenAI],
  ["openai 7", OpenAI7],
])("asks through a client of the user's (%s)", async (_major, Client) => {
  const client = new Client({ apiKey: plantedKey, baseURL: provider.baseURL });

  expect(await openaiEmbeddings({ model: "m", client }).embed(texts)).toHaveLength(3);
});

test("takes the price from the table of the configuration", async () => {
  configurePrices({ "fake-embeddings": { inputPerMillion: 1, outputPerMillion: 0 } });
  const spent: EmbeddingSpend[] = [];

  await model().embed(["four"], { report: (one) => spent.push(one) });

  expect(spent[0]?.costUsd).toBe(0.000_001);
});

test("shows its settings and never its key", () => {
  const shown = model({ dimensions: 8 });

  expect(shown.settings).toEqual({ baseURL: provider.baseURL, dimensions: 8 });
  expect(inspect(shown) + JSON.stringify(shown)).toBe(
    'openaiEmbeddings("fake-embeddings"){"id":"fake-embeddings"}',
  );
});
