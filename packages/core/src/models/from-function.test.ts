import { afterEach, expect, test, vi } from "vitest";
import { callModel } from "./call-model.ts";
import type { ChatModel, ChatReply } from "./chat-model.ts";
import { fromFunction } from "./from-function.ts";
import { configureLimiter } from "./limiter.ts";
import { ModelError } from "./model-error.ts";
import { hello } from "./test-helpers/ask-fake-provider.ts";

const options = { id: "house", family: "house" };

afterEach(() => configureLimiter(50));

test("a text is a whole reply", async () => {
  const model = fromFunction(({ messages }) => `You said ${messages[0]?.content}`, options);

  expect(await model.complete(hello)).toEqual({ text: "You said hello", finishReason: "stop", requests: 1 });
});

test("a reply is passed on as it is", async () => {
  const reply: ChatReply = {
    text: "",
    finishReason: "content-filter",
    usage: { inputTokens: 1, outputTokens: 0 },
  };

  expect(await fromFunction(async () => reply, options).complete(hello)).toEqual({ ...reply, requests: 1 });
});

test("a thrown error becomes a ModelError with its message and cause", async () => {
  const model = fromFunction(() => {
    throw new TypeError("no such tool");
  }, options);

  const error = await model.complete(hello).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(ModelError);
  expect(error).toMatchObject({
    code: "MODEL_FAILED",
    outcome: "error",
    scope: "case",
    message: 'Failed to ask model "house": no such tool.',
    cause: { name: "TypeError" },
  });
});

test("an error with the status of a refused key stops the run, and the function is not called again", async () => {
  const answer = vi.fn(() => Promise.reject(Object.assign(new Error("invalid x-api-key"), { status: 401 })));
  const model = fromFunction(answer, options);

  const first = await model.complete(hello).catch((thrown: unknown) => thrown);
  const second = await model.complete(hello).catch((thrown: unknown) => thrown);

  expect([first, second]).toMatchObject([
    { code: "MODEL_AUTH", scope: "run" },
    { code: "MODEL_AUTH", scope: "run" },
  ]);
  expect(answer).toHaveBeenCalledTimes(1);
});

test("a ModelError that says so is tried again", async () => {
  let calls = 0;
  const model = fromFunction(() => {
    if (++calls === 1) throw new ModelError("busy", { code: "MODEL_SERVER", retryable: true });
    return "fine";
  }, options);

  expect(await model.complete(hello)).toMatchObject({ text: "fine", requests: 2 });
});

test.each([
  ["nothing", undefined, "undefined"],
  ["a number", Number.NaN, "NaN"],
  ["an object without a text", { verdict: "pass" }, "an object without a text"],
  ["an unknown finishReason", { text: "x", finishReason: "done" }, "its finishReason is string"],
  [
    "usage that is NaN",
    { text: "x", finishReason: "stop", usage: { inputTokens: Number.NaN, outputTokens: 0 } },
    "usage",
  ],
  ["a negative cost", { text: "x", finishReason: "stop", costUsd: -1 }, "costUsd is -1"],
])("%s is no reply", async (_what, value, says) => {
  const error = await fromFunction(() => value as unknown as string, options)
    .complete(hello)
    .catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ code: "MODEL_BAD_RESPONSE" });
  expect((error as Error).message).toContain(says);
});

test("a function that never answers ends at the deadline, and its signal aborts", async () => {
  let signal: AbortSignal | undefined;
  const model = fromFunction(
    (request) => {
      ({ signal } = request);
      return new Promise(() => {});
    },
    { ...options, timeoutMs: 50 },
  );

  const error = await model.complete(hello).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ code: "MODEL_TIMEOUT" });
  expect(signal?.aborted).toBe(true);
});

test("a model inside of a model needs no second slot", async () => {
  configureLimiter(1);
  const inner = fromFunction(() => "inner", { ...options, timeoutMs: 200 });
  const outer = fromFunction(async (request) => `${(await inner.complete(request)).text} and outer`, options);

  expect((await outer.complete(hello)).text).toBe("inner and outer");
});

test("callModel puts the policy around a model written by hand", async () => {
  let calls = 0;
  const model: ChatModel = {
    id: "by-hand",
    family: "house",
    complete: async () => {
      calls++;
      throw Object.assign(new Error("no"), { status: 401 });
    },
  };

  const errors = [
    await callModel(model, hello).catch((thrown: unknown) => thrown),
    await callModel(model, hello).catch((thrown: unknown) => thrown),
  ];

  expect(errors).toMatchObject([{ code: "MODEL_AUTH" }, { code: "MODEL_AUTH" }]);
  expect(calls).toBe(1);
});

test("callModel checks the shape of what a model written by hand returns", async () => {
  const model = { id: "by-hand", family: "house", complete: async () => ({}) } as unknown as ChatModel;

  await expect(callModel(model, hello)).rejects.toMatchObject({ code: "MODEL_BAD_RESPONSE" });
});

test.each<[answer: unknown, given: unknown, message: string]>([
  [() => "x", undefined, "expected `id` to be the model's name, got undefined"],
  [() => "x", { id: "a" }, "expected `family` to be the name of its family, got undefined"],
  [{ id: "a", family: "b" }, undefined, "expected its first argument to be a function, got an object"],
])("says what is missing where a model is made (%#)", (answer, given, message) => {
  expect(() => fromFunction(answer as never, given as never)).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(message) }),
  );
});
