import { startFakeProvider, type FakeProvider } from "@assay-fixtures/fake-provider";
import { AzureOpenAI, OpenAI } from "openai";
import { OpenAI as OpenAI7 } from "openai-7";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { packageMissing } from "./load-openai.ts";
import { ModelError } from "./model-error.ts";
import { openai } from "./openai.ts";
import { askScripted, fakeModel, hello, plantedKey, sdks } from "./test-helpers/ask-fake-provider.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ reply: { text: "fine" } });
});
afterAll(() => provider.close());
beforeEach(() => {
  provider.reset();
  vi.stubEnv("OPENAI_API_KEY", "");
  vi.stubEnv("OPENAI_BASE_URL", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const schema = { name: "verdict", schema: { type: "object", properties: {} } };

describe.each(sdks)("%s", (_major, load) => {
  test("sends what the request says and returns what the reply says", async () => {
    provider.script({
      text: "yes",
      model: "fake-model-2026",
      usage: { prompt_tokens: 12, completion_tokens: 3 },
    });
    const model = fakeModel(provider, { load, price: { inputPerMillion: 2, outputPerMillion: 10 } });

    const reply = await model.complete({ ...hello, seed: 7, schema });

    expect(provider.log[0]?.headers.authorization).toBe(`Bearer ${plantedKey}`);
    expect(provider.log[0]?.body).toEqual({
      model: "fake-model",
      messages: [{ role: "user", content: "hello" }],
      temperature: 0,
      max_tokens: 100,
      seed: 7,
      response_format: {
        type: "json_schema",
        json_schema: { name: "verdict", strict: true, schema: schema.schema },
      },
      stream: false,
    });
    expect(reply).toEqual({
      text: "yes",
      finishReason: "stop",
      modelServed: "fake-model-2026",
      usage: { inputTokens: 12, outputTokens: 3 },
      costUsd: 0.000_054,
      requests: 1,
    });
  });

  test.each([
    ["length", "length"],
    ["content_filter", "content-filter"],
    ["tool_calls", "tool-calls"],
    [null, "unknown"],
    ["novelty", "unknown"],
  ])("reads finish_reason %s as %s", async (wire, finishReason) => {
    const asked = await askScripted(provider, fakeModel(provider, { load }), [
      { text: "cut", finishReason: wire },
    ]);

    expect(asked.reply).toMatchObject({ text: "cut", finishReason });
  });

  test("keeps a refusal apart from the text", async () => {
    const asked = await askScripted(provider, fakeModel(provider, { load }), [
      { refusal: "I cannot help with that." },
    ]);

    expect(asked.reply).toMatchObject({ text: "", refusal: "I cannot help with that." });
  });

  test("a null content is an empty text, content in parts is joined, anything else is no reply", async () => {
    const model = fakeModel(provider, { load });
    const parts = [
      { type: "text", text: "a" },
      { type: "text", text: "b" },
    ];

    const replies = [{ content: null }, { content: parts }, { content: 4 }].map(
      (plan) => () => askScripted(provider, model, [plan]),
    );
    const [none, joined, number] = [await replies[0]?.(), await replies[1]?.(), await replies[2]?.()];

    expect(none?.reply?.text).toBe("");
    expect(joined?.reply?.text).toBe("ab");
    expect(number?.error?.code).toBe("MODEL_BAD_RESPONSE");
  });

  test("counts no usage that is not in whole numbers", async () => {
    const plan = { text: "x", usage: { prompt_tokens: -1, completion_tokens: "3" } };
    const model = fakeModel(provider, { load, price: { inputPerMillion: 1, outputPerMillion: 1 } });

    const { reply } = await askScripted(provider, model, [plan]);

    expect(reply).not.toHaveProperty("usage");
    expect(reply).not.toHaveProperty("costUsd");
  });

  test("a server without a key gets no Authorization header", async () => {
    vi.stubEnv("OPENAI_BASE_URL", provider.baseURL);
    const model = fakeModel(provider, { load });
    const keyless = openai({ model: "local" });

    await model.complete(hello);
    await keyless.complete(hello);

    expect(provider.log.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${plantedKey}`,
      undefined,
    ]);
  });

  test("a function may give the key", async () => {
    await fakeModel(provider, { load, apiKey: async () => "token-of-the-hour" }).complete(hello);

    expect(provider.log[0]?.headers.authorization).toBe("Bearer token-of-the-hour");
  });

  test("B28: works on while a test fakes timers, Date and fetch", async () => {
    const model = fakeModel(provider, { load, timeoutMs: 400 });
    provider.script({ fault: "server-error" }, { text: "fine" }, { fault: "no-headers" });
    vi.useFakeTimers({ now: 0 });
    vi.stubGlobal("fetch", () => Promise.reject(new Error("mocked")));

    const answered = await model.complete(hello);
    const hanging = await model.complete(hello).catch((error: unknown) => error);

    expect(answered.text).toBe("fine");
    expect(hanging).toMatchObject({ code: "MODEL_TIMEOUT" });
  });
});

test.each([
  ["openai 6", OpenAI],
  ["openai 7", OpenAI7],
])("asks through a client of the user's (%s), without its own retries", async (_major, Client) => {
  const client = new Client({ apiKey: plantedKey, baseURL: provider.baseURL, maxRetries: 5 });
  const model = openai({ model: "m", client });
  provider.script({ fault: "context-length" });

  const error = await model.complete(hello).catch((thrown: unknown) => thrown);
  const reply = await model.complete(hello);

  expect(error).toMatchObject({ code: "MODEL_REQUEST_TOO_LARGE" });
  expect(reply.text).toBe("fine");
  expect(provider.log).toHaveLength(2);
});

test.each([
  ["server-error", "MODEL_SERVER"],
  ["truncated-json", "MODEL_BAD_RESPONSE"],
  ["reset-before-headers", "MODEL_UNREACHABLE"],
  ["reset-mid-body", "MODEL_UNREACHABLE"],
  ["redirect", "MODEL_REDIRECT"],
  ["no-headers", "MODEL_TIMEOUT"],
  ["body-stall", "MODEL_TIMEOUT"],
])("classifies %s of a user's client as %s", async (fault, code) => {
  const client = new OpenAI({ apiKey: plantedKey, baseURL: provider.baseURL });
  const model = openai({ model: "m", client, maxRetries: 0, timeoutMs: 300 });
  provider.script({ fault });

  const error = await model.complete(hello).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ code, name: "ModelError" });
  expect(provider.log).toHaveLength(1);
});

test("asks through a client for Azure", async () => {
  const endpoint = provider.url;
  const client = new AzureOpenAI({
    apiKey: plantedKey,
    endpoint,
    apiVersion: "2025-01-01",
    deployment: "judge",
  });
  const choices = [{ message: { role: "assistant", content: "from Azure" }, finish_reason: "stop" }];
  provider.script({ body: { choices } });

  const reply = await openai({ model: "judge", client }).complete(hello);

  expect(reply.text).toBe("from Azure");
  expect(provider.log[0]?.path).toBe("/openai/deployments/judge/chat/completions?api-version=2025-01-01");
});

test("without a key OpenAI is not asked, and the message names the variable", async () => {
  const error = await openai({ model: "gpt-5-mini" })
    .complete(hello)
    .catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({
    code: "MODEL_AUTH",
    scope: "run",
    message:
      'Failed to ask model "gpt-5-mini" at https://api.openai.com/v1: no API key is set. Set the environment variable OPENAI_API_KEY, or give apiKey.',
  });
});

test("a missing package names the command that installs it", async () => {
  const notFound = Object.assign(new Error("Cannot find package 'openai'"), { code: "ERR_MODULE_NOT_FOUND" });
  const load = (): Promise<never> => Promise.reject(packageMissing(notFound));

  const { error } = await askScripted(provider, fakeModel(provider, { load }), []);

  expect(error).toMatchObject({ code: "MODEL_PACKAGE_MISSING", scope: "run" });
  expect(error?.message).toContain("npm install --save-dev openai");
});

test("the body's fields can be added, changed and left out", async () => {
  const model = fakeModel(provider, { body: { temperature: null, reasoning_effort: "low", max_tokens: 5 } });

  await model.complete({ ...hello, schema });

  expect(provider.log[0]?.body).toMatchObject({ reasoning_effort: "low", max_tokens: 5 });
  expect(provider.log[0]?.body).not.toHaveProperty("temperature");
});

test.each([
  ["json_object" as const, { type: "json_object" }],
  ["text" as const, undefined],
])("structuredOutput %s asks for no schema", async (structuredOutput, format) => {
  await fakeModel(provider, { structuredOutput }).complete({ ...hello, schema });

  expect(provider.log[0]?.body?.["response_format"]).toEqual(format);
});

test.each([
  ["gpt-5-mini", "gpt"],
  ["o4-mini", "gpt"],
  ["anthropic/claude-sonnet-5", "claude"],
  ["meta-llama/Llama-4-Scout", "llama"],
  ["ministral-8b", "mistral"],
  ["house-model", "house-model"],
])("reads the family of %s as %s", (model, family) => {
  expect(openai({ model }).family).toBe(family);
});

test("a base URL that is none is refused when the model is made", () => {
  expect(() => openai({ model: "m", baseURL: "localhost:8000" })).toThrow(/no http or https URL/);
});

test("a run-scope error is an instance of ModelError with outcome error", async () => {
  const { error } = await askScripted(provider, fakeModel(provider), [{ fault: "unauthorized" }]);

  expect(error).toBeInstanceOf(ModelError);
  expect(error?.outcome).toBe("error");
});
