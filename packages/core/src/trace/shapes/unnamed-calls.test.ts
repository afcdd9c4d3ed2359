import { describe, expect, test } from "vitest";
import { traceOf } from "../trace-of.ts";

describe("a reply that says that tools were called, and holds no call", () => {
  test.each([
    [
      "a chat completion",
      {
        choices: [{ finish_reason: "tool_calls", message: { role: "assistant", content: "<tool_call>..." } }],
      },
    ],
    [
      "a streamed chat completion",
      [
        {
          object: "chat.completion.chunk",
          choices: [{ index: 0, delta: { content: "<tool_call>" }, finish_reason: null }],
        },
        {
          object: "chat.completion.chunk",
          choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }],
        },
      ],
    ],
    [
      "an Anthropic message",
      {
        type: "message",
        role: "assistant",
        content: [{ type: "text", text: "I look." }],
        stop_reason: "tool_use",
      },
    ],
    [
      "a Bedrock response",
      { output: { message: { role: "assistant", content: [{ text: "I look." }] } }, stopReason: "tool_use" },
    ],
    ["a result of the AI SDK", { text: "", toolCalls: [], finishReason: "tool-calls", steps: [] }],
    [
      "steps of the AI SDK",
      {
        steps: [{ text: "I look.", toolCalls: [], finishReason: { unified: "tool-calls", raw: "tool_use" } }],
      },
    ],
    [
      "a LangChain message",
      {
        type: "ai",
        content: "I look.",
        additional_kwargs: {},
        response_metadata: { finish_reason: "tool_calls" },
        tool_calls: [],
      },
    ],
  ])("is refused: %s", (_, reply) => {
    expect(() => traceOf(reply)).toThrow(
      expect.objectContaining({
        code: "TRACE_WITHOUT_CONTENT",
        message: expect.stringContaining("says that the model called tools") as string,
      }) as Error,
    );
  });

  test("is none where it ended for another reason", () => {
    const reply = { choices: [{ finish_reason: "stop", message: { role: "assistant", content: "Hello." } }] };

    expect(traceOf(reply).toolCalls).toEqual([]);
  });
});

describe("definitions of tools", () => {
  test.each([
    [{ type: "function", function: { name: "pay", parameters: {} } }],
    [{ type: "function", function: { name: "pay", description: "Pays." } }],
    [{ type: "custom", custom: { name: "query", format: { type: "text" } } }],
  ])("are no calls: %j", (definition) => {
    expect(() => traceOf([definition])).toThrow("which is no known shape");
  });

  test("do not hide a call that names no arguments", () => {
    expect(traceOf([{ id: "a", type: "function", function: { name: "ping" } }]).toolCalls).toMatchObject([
      { name: "ping", args: {} },
    ]);
  });
});
