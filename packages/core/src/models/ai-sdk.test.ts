import { aiSdks } from "@assay-fixtures/ai-sdk";
import { startFakeProvider, type FakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { judgeBinary } from "../judges/binary-judge.ts";
import { judgeHash } from "../judges/judge-hash.ts";
import { rubric } from "../judges/rubric.ts";
import { aiSdk, AiSdkChatModel, type AiSdkModel, type AiSdkOptions } from "./ai-sdk.ts";

import { callModel } from "./call-model.ts";
import type { ChatReply } from "./chat-model.ts";
import { Limiter } from "./limiter.ts";
import type { ModelError } from "./model-error.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { hello, plantedKey } from "./test-helpers/ask-fake-provider.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ reply: { text: "fine" } });
});
afterAll(() => provider.close());
beforeEach(() => provider.reset());

const schema = { name: "verdict", schema: { type: "object", properties: {} } };

interface Asked {
  readonly reply?: ChatReply;
  readonly error?: ModelError;
  readonly requests: number;
  readonly elapsedMs: number;
}

describe.each(aiSdks)("ai $major", ({ major, ai, openai }) => {
  async function sdkModel(
    options: { readonly baseURL?: string; readonly fetch?: typeof fetch } = {},
  ): Promise<AiSdkModel> {
    const { createOpenAI } = await openai();
    return createOpenAI({ baseURL: provider.baseURL, apiKey: plantedKey, ...options }).chat("fake-model");
  }

  const judgeOf = (model: AiSdkModel, options: AiSdkOptions = {}): AiSdkChatModel =>
    new AiSdkChatModel(model, options, {
      policy: { backoffMs: 10, limiter: new Limiter({ concurrency: 50 }) },
    });

  async function ask(plans: readonly Plan[], options: AiSdkOptions = {}, model?: AiSdkModel): Promise<Asked> {
    const judge = judgeOf(model ?? (await sdkModel()), options);
    provider.script(...plans);
    const startedAt = performance.now();
    const ended = await judge.complete(hello).then(
      (reply) => ({ reply }),
      (error: unknown) => ({ error: error as ModelError }),
    );
    return { ...ended, requests: provider.log.length, elapsedMs: performance.now() - startedAt };
  }

  test("sends what the request says and returns what the reply says", async () => {
    provider.script({ text: "yes", model: "served", usage: { prompt_tokens: 12, completion_tokens: 3 } });
    const price = { inputPerMillion: 2, outputPerMillion: 10 };

    const reply = await judgeOf(await sdkModel(), { price }).complete({
      messages: [{ role: "system", content: "You judge." }, ...hello.messages],
      temperature: 0,
      maxTokens: 100,
      seed: 7,
      schema,
    });

    expect(provider.log[0]?.headers.authorization).toBe(`Bearer ${plantedKey}`);
    expect(provider.log[0]?.body).toMatchObject({
      model: "fake-model",
      messages: [
        { role: "system", content: "You judge." },
        { role: "user", content: "hello" },
      ],
      temperature: 0,
      max_tokens: 100,
      seed: 7,
      response_format: { type: "json_schema", json_schema: { name: "verdict", schema: schema.schema } },
    });
    expect(reply).toEqual({
      text: "yes",
      finishReason: "stop",
      modelServed: "served",
      usage: { inputTokens: 12, outputTokens: 3 },
      costUsd: 0.000_054,
      requests: 1,
    });
  });

  test.each([
    ["length", "length"],
    ["content_filter", "content-filter"],
    ["tool_calls", "tool-calls"],
    ["novelty", "unknown"],
  ])("reads finish_reason %s as %s", async (wire, finishReason) => {
    expect((await ask([{ text: "cut", finishReason: wire }])).reply).toMatchObject({
      text: "cut",
      finishReason,
    });
  });

  test("a refusal is never a verdict", async () => {
    provider.rule({ matches: ".", reply: { refusal: "I cannot help with that." } });
    const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });

    const verdict = await judgeBinary({
      rubric: polite,
      output: "Good day!",
      model: judgeOf(await sdkModel()),
    });

    // Version 5 of the SDK drops the refusal and leaves an empty text; 6 and 7 report a filter.
    expect(verdict).toMatchObject({
      outcome: "inconclusive",
      inconclusiveClass: major === 5 ? "unparsable" : "filtered",
    });
  });

  test("judges", async () => {
    const { judgeReply } = await import("@assay-fixtures/fake-provider");
    provider.rule({ matches: ".", reply: (request) => judgeReply(request) });
    const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });

    const verdict = await judgeBinary({
      rubric: polite,
      output: "[[fail]]",
      model: judgeOf(await sdkModel()),
    });

    expect(verdict).toMatchObject({ outcome: "fail", model: { asked: "fake-model" }, requests: 1 });
  });

  test.each<
    [row: string, plans: readonly Plan[], code: string, scope: string, requests: number, says?: string]
  >([
    ["A1 context length", [{ fault: "context-length" }], "MODEL_REQUEST_TOO_LARGE", "case", 1],
    ["A2 content policy", [{ fault: "content-policy" }], "MODEL_INPUT_BLOCKED", "case", 1],
    ["A3 401", [{ fault: "unauthorized" }], "MODEL_AUTH", "run", 1, 'the key of the provider "openai.chat"'],
    ["A4 403", [{ fault: "forbidden" }], "MODEL_FORBIDDEN", "run", 1],
    ["A5 404", [{ fault: "model-not-found" }], "MODEL_NOT_FOUND", "run", 1, "at http://127.0.0.1"],
    ["A8 422", [{ fault: "unprocessable" }], "MODEL_BAD_REQUEST", "case", 1],
    ["A12 quota", [{ fault: "insufficient-quota" }], "MODEL_QUOTA", "run", 1],
    [
      "A14 500 for ever",
      Array.from({ length: 9 }, () => ({ fault: "server-error" })),
      "MODEL_SERVER",
      "case",
      4,
    ],
    [
      "A15 x-should-retry",
      [{ fault: "server-error", headers: { "x-should-retry": "false" } }],
      "MODEL_SERVER",
      "case",
      1,
    ],
    ["A17 HTML", [{ fault: "html-200" }], "MODEL_BAD_RESPONSE", "case", 1, "HTML"],
    [
      "A18 empty for ever",
      Array.from({ length: 9 }, () => ({ fault: "empty" })),
      "MODEL_BAD_RESPONSE",
      "case",
      4,
    ],
    ["A18 null", [{ fault: "null" }], "MODEL_BAD_RESPONSE", "case", 1],
    ["A18 no choices", [{ fault: "no-choices" }], "MODEL_BAD_RESPONSE", "case", 1],
    ["A18 error with 200", [{ fault: "error-200" }], "MODEL_BAD_RESPONSE", "case", 1, "upstream failed"],
    [
      "A19 torn for ever",
      Array.from({ length: 9 }, () => ({ fault: "truncated-json" })),
      "MODEL_BAD_RESPONSE",
      "case",
      4,
    ],
    [
      "A20 reset for ever",
      Array.from({ length: 9 }, () => ({ fault: "reset-before-headers" })),
      "MODEL_UNREACHABLE",
      "case",
      4,
    ],
    [
      "A21 reset mid-body for ever",
      Array.from({ length: 9 }, () => ({ fault: "reset-mid-body" })),
      "MODEL_UNREACHABLE",
      "case",
      4,
    ],
  ])("%s", async (_row, plans, code, scope, requests, says = "") => {
    const asked = await ask(plans);

    expect(asked.error).toMatchObject({ name: "ModelError", code, scope });
    expect(asked.requests).toBe(requests);
    expect(asked.error?.message).toContain(says);
    expect(inspect(asked.error, { depth: 9 })).not.toContain(plantedKey);
  });

  test.each<[row: string, plans: readonly Plan[]]>([
    ["A14 500 twice", [{ fault: "server-error" }, { fault: "unavailable" }]],
    ["A19 torn, A21 reset mid-body", [{ fault: "truncated-json" }, { fault: "reset-mid-body" }]],
    ["A6 408, A7 409", [{ fault: "request-timeout" }, { fault: "conflict" }]],
  ])("%s, then an answer", async (_row, plans) => {
    const asked = await ask(plans);

    expect(asked).toMatchObject({ reply: { text: "fine", requests: 3 }, requests: 3 });
  });

  test("A9: waits as long as Retry-After says, then asks again", async () => {
    const asked = await ask([{ fault: "rate-limited", headers: { "retry-after": "1" } }]);

    expect(asked.reply?.text).toBe("fine");
    expect(asked.elapsedMs).toBeGreaterThanOrEqual(1000);
  });

  test("A10: does not wait for a Retry-After beyond the deadline", async () => {
    const plan = { fault: "rate-limited", headers: { "retry-after": "120" } };

    const asked = await ask([plan], { timeoutMs: 5000 });

    expect(asked).toMatchObject({ error: { code: "MODEL_RATE_LIMITED" }, requests: 1 });
    expect(asked.error?.message).toContain("retry after 120 s");
  });

  test("A11: a Retry-After that says nothing is no wait, and milliseconds are honoured", async () => {
    const asked = await ask([
      { fault: "rate-limited", headers: { "retry-after": "-1" } },
      { fault: "rate-limited", headers: { "retry-after-ms": "150" } },
    ]);

    expect(asked).toMatchObject({ reply: { text: "fine" }, requests: 3 });
    expect(asked.elapsedMs).toBeGreaterThanOrEqual(150);
    expect(asked.elapsedMs).toBeLessThan(1000);
  });

  test("A13: 429 for ever ends before the deadline, with the rate limit as the reason", async () => {
    const asked = await ask(
      Array.from({ length: 99 }, () => ({ fault: "rate-limited" })),
      { timeoutMs: 300 },
    );

    expect(asked.error).toMatchObject({ code: "MODEL_RATE_LIMITED", scope: "case" });
    expect(asked.elapsedMs).toBeLessThan(550);
  });

  test("A24: an untrusted certificate stops the run without advice to turn checks off", async () => {
    const secure = await startFakeProvider({ tls: true });
    const asked = await ask([], {}, await sdkModel({ baseURL: secure.baseURL }));
    await secure.close();

    expect(asked.error).toMatchObject({ code: "MODEL_TLS", scope: "run" });
    expect(asked.error?.message).not.toMatch(/NODE_TLS_REJECT_UNAUTHORIZED|insecure|disable/i);
  });

  test.each([["no-headers"], ["body-stall"], ["drip"]])(
    "A25 to A27: %s ends at the deadline",
    async (fault) => {
      const asked = await ask([{ fault }], { timeoutMs: 300 });

      expect(asked.error?.code).toBe("MODEL_TIMEOUT");
      expect(asked.elapsedMs).toBeLessThan(550);
      await expect.poll(() => provider.log[0]?.aborted).toBe(true);
    },
  );

  test.each([
    ["A31", "redirect", "MODEL_REDIRECT"],
    ["A32", "huge-body", "MODEL_RESPONSE_TOO_LARGE"],
    ["A33", "gzip-bomb", "MODEL_RESPONSE_TOO_LARGE"],
  ])("%s: with boundedFetch() %s is an error", async (_row, fault, code) => {
    const asked = await ask([{ fault }], {}, await sdkModel({ fetch: boundedFetch() }));

    expect(asked).toMatchObject({ error: { code, scope: "case" }, requests: 1 });
  });

  test("A23: a refused connection stops the run and names the host", async () => {
    const asked = await ask([], {}, await sdkModel({ baseURL: "http://127.0.0.1:1234/v1" }));

    expect(asked.error).toMatchObject({ code: "MODEL_UNREACHABLE", scope: "run" });
    expect(asked.error?.message).toContain("Is the server running at http://127.0.0.1:1234?");
  });

  test("A22: a name that does not resolve stops the run and names the host", async () => {
    const asked = await ask([], {}, await sdkModel({ baseURL: "http://no.such.invalid/v1" }));

    expect(asked.error).toMatchObject({ code: "MODEL_UNREACHABLE", scope: "run" });
    expect(asked.error?.message).toContain("the name of http://no.such.invalid could not be resolved");
  });

  test("a missing key stops the run without a request, and the message names the variable", async () => {
    const { createOpenAI } = await openai();
    const key = process.env["OPENAI_API_KEY"];
    delete process.env["OPENAI_API_KEY"];

    const asked = await ask([], {}, createOpenAI({ baseURL: provider.baseURL }).chat("m"));
    if (key !== undefined) process.env["OPENAI_API_KEY"] = key;

    expect(asked).toMatchObject({ error: { code: "MODEL_AUTH", scope: "run" }, requests: 0 });
    expect(asked.error?.message).toContain("OPENAI_API_KEY");
  });

  test("a refused key is asked once: later calls send nothing", async () => {
    const judge = judgeOf(await sdkModel());
    provider.script({ fault: "unauthorized" });

    const errors = [];
    for (let call = 0; call < 3; call++)
      errors.push(await judge.complete(hello).catch((error: unknown) => error));

    expect(errors).toMatchObject([{ code: "MODEL_AUTH" }, { code: "MODEL_AUTH" }, { code: "MODEL_AUTH" }]);
    expect(provider.log).toHaveLength(1);
  });

  test("asks a model that `ai` itself has wrapped", async () => {
    const { wrapLanguageModel } = await ai();
    const wrap = wrapLanguageModel as unknown as (options: object) => AiSdkModel;
    const wrapped = wrap({ model: await sdkModel(), middleware: {} });

    expect((await callModel(aiSdk(wrapped), hello)).text).toBe("fine");
  });

  test("sends neither temperature nor schema where the model knows none, and provider options always", async () => {
    const options = {
      temperature: false,
      structuredOutput: false,
      providerOptions: { openai: { user: "evals" } },
    };

    await judgeOf(await sdkModel(), options).complete({ ...hello, schema });

    expect(provider.log[0]?.body).not.toHaveProperty("temperature");
    expect(provider.log[0]?.body).not.toHaveProperty("response_format");
    expect(provider.log[0]?.body).toMatchObject({ user: "evals" });
  });

  test("shows its name and settings, and never the key", async () => {
    const judge = aiSdk(await sdkModel(), { family: "qwen" });

    expect(judge).toMatchObject({ id: "fake-model", family: "qwen" });
    expect(judge.settings).toEqual({ provider: "openai.chat", structuredOutput: true });
    expect(inspect(judge) + JSON.stringify(judge)).toBe(
      'aiSdk("fake-model"){"id":"fake-model","family":"qwen"}',
    );
  });
});

const stub = { specificationVersion: "v4", provider: "p", modelId: "claude-x", doGenerate: async () => ({}) };
const parts = { promptVersion: "1", parserVersion: "1", rubricHash: "ab" };
const hash = (model: AiSdkModel, options: AiSdkOptions = {}): string =>
  judgeHash({ ...parts, seats: [{ model: aiSdk(model, options) }] });

test.each<[what: string, changed: string]>([
  ["provider", hash({ ...stub, provider: "q" })],
  ["model", hash({ ...stub, modelId: "claude-y" })],
  ["provider's options", hash(stub, { providerOptions: { p: { effort: "low" } } })],
  ["temperature left out", hash(stub, { temperature: false })],
])("the judge's hash changes with the %s", (_what, changed) => {
  expect(changed).not.toBe(hash(stub));
});

test.each<[what: string, model: unknown, says: string]>([
  ["a name", "openai/gpt-5", '"openai/gpt-5" is a model\'s name'],
  ["nothing", undefined, "is no language model of the AI SDK"],
  ["an embedding model", { modelId: "e", doEmbed: () => 1 }, "is no language model of the AI SDK"],
  [
    "a model of version 4",
    { ...stub, specificationVersion: "v1" },
    'specification "v1" is none of v2, v3 and v4',
  ],
])("refuses %s", (_what, model, says) => {
  expect(() => aiSdk(model as AiSdkModel)).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
  );
});

test("a generation without content is an error", async () => {
  const error = await aiSdk(stub)
    .complete(hello)
    .catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ code: "MODEL_BAD_RESPONSE" });
});

test("a generation that ended in an error or was interrupted is no whole reply", async () => {
  const content = [{ type: "text", text: "x" }];
  const ended = (finishReason: unknown): AiSdkModel => ({
    ...stub,
    doGenerate: async () => ({ content, finishReason }),
  });

  const failed = await aiSdk(ended("error"))
    .complete(hello)
    .catch((thrown: unknown) => thrown);
  const cut = await aiSdk(ended({ unified: "interrupted", raw: undefined })).complete(hello);

  expect(failed).toMatchObject({ code: "MODEL_BAD_RESPONSE" });
  expect(cut.finishReason).toBe("length");
});
