import { describe, expect, test } from "vitest";
import { recordedTrace, recordTrace } from "../run/record-trace.ts";
import { traceOf } from "../trace/trace-of.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const definitions = [{ name: "pay", inputSchema: { type: "object" } }];
const shop = { from: { paid: false }, tools: { pay: () => undefined } };

describe("an empty list, of spans that nobody collected for all that is known,", () => {
  test("is no evidence that no tool was called", () => {
    expect(() => expect([]).toCallNoTools()).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to read a trace: got an empty list, which may be one of calls that were not made or of spans and messages that were not collected. Pass the whole reply that the application got, or { toolCalls } with the list of its calls in it.]`,
    );
    expect(() => expect([]).toCallTool("pay", undefined, { times: 0 })).toThrow("got an empty list");
    expect(() => expect([]).toCallTools([])).toThrow("got an empty list");
    expect(() => expect([]).toCallToolsOf(definitions)).toThrow("got an empty list");
    expect(() => expect([]).toFollowTrajectory(["pay"], { mode: "within" })).toThrow("got an empty list");
  });

  test("is no evidence that a tool was not called", () => {
    expect(() => expect([]).not.toCallTool("pay")).toThrow("got an empty list");
    expect(() => expect([]).not.toCallTools(["pay"])).toThrow("got an empty list");
    expect(() => expect([]).not.toFollowTrajectory(["pay"])).toThrow("got an empty list");
  });

  test("is no evidence of a state", async () => {
    await expect(expect([]).toReachState({ paid: false }, shop)).rejects.toThrow("got an empty list");
    await expect(expect([]).not.toReachState({ paid: true }, shop)).rejects.toThrow("got an empty list");
  });

  test("fails what wants a call, as any trace without one does", () => {
    expect(() => expect([]).toCallTool("pay")).toThrow("no tool was called");
    expect(() => expect([]).not.toCallNoTools()).toThrow("no tool was called");
  });

  test("is no evidence inside other assertions", () => {
    expect(() => expect({ calls: [] }).toEqual({ calls: expect.toCallNoTools() })).toThrow(
      "got an empty list",
    );
  });

  test("is an error of the case, with what was checked on record", async () => {
    const { checks, status } = await inCase(() => expect([]).toCallNoTools());

    expect(status).toBe("error");
    expect(checks).toMatchObject([{ outcome: "error", details: { kind: "tool-calls", made: 0 } }]);
  });

  test("fails nothing as an advisory check", async () => {
    const { status } = await inCase(() => expect([]).toCallNoTools({ advisory: true }));

    expect(status).toBe("pass");
  });

  test("leaves the steps to decide that the case recorded", async () => {
    const { status } = await inCase(() => {
      recordTrace({ steps: ["plan"] });
      expect([]).toFollowTrajectory(["plan"]);
    });

    expect(status).toBe("pass");
  });
});

test("an object that says that it holds calls, and holds none, made none", () => {
  expect({ toolCalls: [] }).toCallNoTools();
  expect({ toolCalls: [] }).not.toCallTool("pay");
});

describe("a case that recorded steps and nothing about its calls", () => {
  const stepsOnly = (body: () => unknown): ReturnType<typeof inCase> =>
    inCase(() => {
      recordTrace({ steps: ["plan"], messages: [{ role: "assistant", text: "Done." }] });
      return body();
    });

  test.each<[string, () => unknown]>([
    ["toCallNoTools", () => expect(undefined).toCallNoTools()],
    ["toCallTool, never", () => expect(undefined).toCallTool("pay", undefined, { times: 0 })],
    ["not.toCallTool", () => expect(undefined).not.toCallTool("pay")],
    ["toCallTools, none", () => expect(undefined).toCallTools([])],
    ["toCallToolsOf", () => expect(undefined).toCallToolsOf(definitions)],
    [
      "toFollowTrajectory over calls",
      () => expect(undefined).toFollowTrajectory(["pay"], { mode: "within", over: "toolCalls" }),
    ],
    ["toReachState", () => expect(undefined).toReachState({ paid: false }, shop)],
    ["recordedTrace()", () => expect(recordedTrace()).toCallNoTools()],
    ["a reply that carries it", () => expect({ trace: recordedTrace() }).toCallNoTools()],
  ])("is no evidence that none was made: %s", async (_, body) => {
    const { error, status } = await stepsOnly(body);

    expect(status).toBe("error");
    expect(error).toMatchObject({
      code: "TRACE_UNKNOWN_SHAPE",
      message: expect.stringContaining("recorded nothing about tool calls") as string,
    });
  });

  test("fails what wants a call", async () => {
    const { status } = await stepsOnly(() => expect(undefined).toCallTool("pay"));

    expect(status).toBe("fail");
  });

  test("is evidence once it says that none was made", async () => {
    const { status } = await stepsOnly(() => {
      recordTrace({ toolCalls: [] });
      expect(undefined).toCallNoTools();
      expect(recordedTrace()).toCallNoTools();
    });

    expect(status).toBe("pass");
  });

  test("is evidence once it records a reply that was read", async () => {
    const { status } = await stepsOnly(() => {
      recordTrace(traceOf({ role: "assistant", content: "hi" }));
      expect(undefined).toCallNoTools();
    });

    expect(status).toBe("pass");
  });
});

describe("a case that recorded nothing about its steps", () => {
  test("is no evidence that none was taken", async () => {
    const { error, status } = await inCase(() => {
      recordTrace({ toolCalls: [{ name: "pay" }] });
      expect(undefined).toFollowTrajectory([], { mode: "inOrder", over: "steps", forbidden: ["delete"] });
    });

    expect(status).toBe("error");
    expect(error).toMatchObject({
      message: expect.stringContaining("recorded nothing about steps") as string,
    });
  });

  test("is none beside a reply either, which cannot know them", () => {
    expect(() =>
      expect({ toolCalls: [{ name: "pay" }] }).toFollowTrajectory(["plan"], {
        mode: "within",
        over: "steps",
      }),
    ).toThrow("recorded nothing about steps");
  });

  test("is evidence once it says that none was taken", async () => {
    const { status } = await inCase(() => {
      recordTrace({ steps: [] });
      expect(undefined).toFollowTrajectory([], { over: "steps" });
    });

    expect(status).toBe("pass");
  });
});

describe("spans that keep what a model replied to themselves", () => {
  const chat = (attributes: object): object => ({
    name: "chat a-model",
    attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "a-model", ...attributes },
  });

  test.each<[string, unknown]>([
    ["OpenTelemetry", [chat({})]],
    ["OTLP", { resourceSpans: [{ scopeSpans: [{ spans: [chat({})] }] }] }],
    [
      "of an agent alone",
      [{ name: "invoke_agent", attributes: { "gen_ai.operation.name": "invoke_agent" } }],
    ],
    ["OpenInference", [{ name: "llm", attributes: { "openinference.span.kind": "LLM" } }]],
    ["one of two", [chat({ "gen_ai.response.finish_reasons": ["stop"] }), chat({})]],
  ])("are no evidence that no tool was called: %s", (_, spans) => {
    expect(() => expect(spans).toCallNoTools()).toThrow("nothing in it tells that the model ended");
    expect(() => expect(spans).not.toCallTool("pay")).toThrow("nothing in it tells that the model ended");
    expect(() => expect(spans).toCallTool("pay")).toThrow("no tool was called");
  });

  test("stay silent when the case records what was read from them", async () => {
    const { status } = await inCase(() => {
      recordTrace(traceOf([chat({})]));
      expect(undefined).toCallNoTools();
    });

    expect(status).toBe("error");
  });

  test.each<[string, object]>([
    ["why it ended", { "gen_ai.response.finish_reasons": ["stop"] }],
    [
      "what it said",
      {
        "gen_ai.output.messages": JSON.stringify([
          { role: "assistant", parts: [{ type: "text", content: "Hi" }] },
        ]),
      },
    ],
  ])("are evidence where they tell %s", (_, attributes) => {
    expect([chat(attributes)]).toCallNoTools();
  });

  test("are evidence where the model failed", () => {
    expect([{ ...chat({}), status: { code: 2, message: "rate limit" } }]).toCallNoTools();
  });
});

describe("a reply that has not ended", () => {
  const chunk = { object: "chat.completion.chunk", choices: [{ index: 0, delta: { content: "I lo" } }] };

  test.each<[string, unknown]>([
    ["OpenAI's in the background", { object: "response", output: [], status: "queued" }],
    ["OpenAI's in progress", { object: "response", output: [], status: "in_progress" }],
    ["Anthropic's", { type: "message", role: "assistant", content: [], stop_reason: null }],
    ["a stream that broke off", [chunk]],
    [
      "a completion without a reason to finish",
      { choices: [{ finish_reason: null, message: { role: "assistant", content: "I lo" } }] },
    ],
    [
      "its choice alone, in camel case",
      { finishReason: null, message: { role: "assistant", content: "I lo" } },
    ],
    [
      "Gemini's, of a call that it could not write",
      { candidates: [{ content: { parts: [] }, finishReason: "MALFORMED_FUNCTION_CALL" }] },
    ],
  ])("is no evidence that no tool was called: %s", (_, reply) => {
    expect(() => expect(reply).toCallNoTools()).toThrow("nothing in it tells that the model ended");
    expect(() => expect(reply).not.toCallTool("pay")).toThrow("Pass the finished reply");
  });

  test.each<[string, unknown]>([
    ["OpenAI's response", { object: "response", output: [], status: "completed" }],
    ["Anthropic's", { type: "message", role: "assistant", content: [], stop_reason: "end_turn" }],
    ["a stream", [chunk, { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }]],
  ])("is evidence once it has: %s", (_, reply) => {
    expect(reply).toCallNoTools();
  });
});
