import { startFakeProvider, type FakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { OpenAI } from "openai";
import { OpenAI as OpenAI7 } from "openai-7";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { rubric } from "../judges/rubric.ts";
import { judgeBinary } from "../judges/binary-judge.ts";
import { OpenAiChatModel } from "./openai.ts";
import { askScripted, fakeModel, hello, plantedKey, sdks } from "./test-helpers/ask-fake-provider.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ reply: { text: "fine" } });
});
afterAll(() => provider.close());
beforeEach(() => provider.reset());

const silenceMs = 150;

describe.each(sdks)("%s", (_major, load) => {
  test("asks for a stream and returns the whole reply", async () => {
    const price = { inputPerMillion: 1, outputPerMillion: 1 };
    const plan = {
      text: "all is fine",
      model: "served",
      usage: { prompt_tokens: 5, completion_tokens: 3 },
      chunkDelayMs: 20,
    };

    const asked = await askScripted(provider, fakeModel(provider, { load, stream: true, price }), [plan]);

    expect(provider.log[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(asked.reply).toEqual({
      text: "all is fine",
      finishReason: "stop",
      modelServed: "served",
      usage: { inputTokens: 5, outputTokens: 3 },
      costUsd: 0.000_008,
      requests: 1,
    });
  });

  test.each([
    ["length", "length"],
    ["content_filter", "content-filter"],
  ])("reads the finish reason %s", async (wire, finishReason) => {
    const model = fakeModel(provider, { load, stream: true });

    const { reply } = await askScripted(provider, model, [{ text: "cut", finishReason: wire }]);

    expect(reply).toMatchObject({ text: "cut", finishReason });
  });

  test("A28: a stream that stalls is an error at the idle timeout, long before the deadline", async () => {
    const model = fakeModel(provider, { load, stream: true, silenceMs, maxRetries: 0 });

    const asked = await askScripted(provider, model, [{ fault: "sse-stall" }]);

    expect(asked.error).toMatchObject({ code: "MODEL_TIMEOUT", scope: "case", outcome: "error" });
    expect(asked.error?.message).toContain("the stream stalled: nothing came for 150 ms");
    expect(asked.elapsedMs).toBeGreaterThanOrEqual(silenceMs - 5);
    expect(asked.elapsedMs).toBeLessThan(silenceMs + 500);
  });

  test("A28: a stream that is slow and not silent is read to its end", async () => {
    const model = fakeModel(provider, { load, stream: true, silenceMs });

    const asked = await askScripted(provider, model, [{ text: "a b c d e", chunkDelayMs: 60 }]);

    expect(asked.reply?.text).toBe("a b c d e");
    expect(asked.elapsedMs).toBeGreaterThan(silenceMs);
  });

  test("A28: the deadline ends a stream that never falls silent", async () => {
    const model = fakeModel(provider, { load, stream: true, timeoutMs: 200 });
    const text = "word ".repeat(200);

    const asked = await askScripted(provider, model, [{ text, chunkDelayMs: 20 }]);

    expect(asked.error?.code).toBe("MODEL_TIMEOUT");
    expect(asked.elapsedMs).toBeLessThan(450);
  });

  test("A29: a stream that ends without a finish reason is a reply that was cut", async () => {
    const model = fakeModel(provider, { load, stream: true });

    const { reply } = await askScripted(provider, model, [{ fault: "sse-no-done" }]);

    expect(reply).toMatchObject({ text: "a", finishReason: "length" });
  });

  test("A30: half an event is an error or a reply that was cut, never a whole reply", async () => {
    const model = fakeModel(provider, { load, stream: true, maxRetries: 0 });

    const { reply, error } = await askScripted(provider, model, [{ fault: "sse-half-event" }]);

    expect(reply?.finishReason ?? error?.code).toMatch(/^length$|^MODEL_BAD_RESPONSE$/);
  });

  test.each<[row: string, plan: Plan, code: string]>([
    ["A30 bad JSON", { fault: "sse-bad-json" }, "MODEL_BAD_RESPONSE"],
    ["A30 error event", { fault: "sse-error" }, "MODEL_FAILED"],
    ["A17 HTML with 200", { fault: "html-200" }, "MODEL_BAD_RESPONSE"],
    ["A18 empty", { fault: "empty" }, "MODEL_BAD_RESPONSE"],
    ["A3 401", { fault: "unauthorized" }, "MODEL_AUTH"],
    ["A12 quota", { fault: "insufficient-quota" }, "MODEL_QUOTA"],
    ["A21 reset mid-body", { fault: "reset-mid-body" }, "MODEL_UNREACHABLE"],
    ["A31 redirect", { fault: "redirect" }, "MODEL_REDIRECT"],
    ["A32 100 MB", { fault: "huge-body" }, "MODEL_RESPONSE_TOO_LARGE"],
  ])("%s: %o is %s", async (_row, plan, code) => {
    const model = fakeModel(provider, { load, stream: true, maxRetries: 0 });
    const written = vi.spyOn(console, "error").mockImplementation(() => undefined);

    const { error } = await askScripted(provider, model, [plan]);

    expect(error).toMatchObject({ code, name: "ModelError" });
    expect(written).not.toHaveBeenCalled();
  });

  test("a stalled stream is tried again", async () => {
    const model = fakeModel(provider, { load, stream: true, silenceMs });

    const asked = await askScripted(provider, model, [{ fault: "sse-stall" }]);

    expect(asked).toMatchObject({ reply: { text: "fine" }, requests: 2 });
  });
});

test("A29: a judge whose replies keep being cut is inconclusive, class truncated", async () => {
  provider.rule({ matches: ".", reply: { fault: "sse-no-done" } });
  const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });

  const verdict = await judgeBinary({
    rubric: polite,
    output: "Good day!",
    model: fakeModel(provider, { stream: true }),
  });

  expect(verdict).toMatchObject({ outcome: "inconclusive", inconclusiveClass: "truncated" });
});

test.each([
  ["openai 6", OpenAI],
  ["openai 7", OpenAI7],
])("A28: a stalled stream of a user's client (%s) ends at the idle timeout, too", async (_major, Client) => {
  const client = new Client({ apiKey: plantedKey, baseURL: provider.baseURL });
  const model = new OpenAiChatModel({ model: "m", client, stream: true, maxRetries: 0 }, { silenceMs });
  provider.script({ fault: "sse-stall" });

  const error = await model.complete(hello).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ code: "MODEL_TIMEOUT", message: expect.stringContaining("stalled") });
});
