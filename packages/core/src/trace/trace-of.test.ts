import { describe, expect, test } from "vitest";
import { traceOf } from "./trace-of.ts";

describe("histories without calls", () => {
  test.each([
    [
      "OpenAI",
      [
        { role: "user", content: "Hi" },
        { role: "assistant", content: "Hello" },
      ],
    ],
    [
      "parts of OpenAI, Anthropic or the AI SDK",
      [
        { role: "user", content: [{ type: "text", text: "Hi" }] },
        { role: "assistant", content: [{ type: "text", text: "Hello" }] },
      ],
    ],
    [
      "Bedrock",
      [
        { role: "user", content: [{ text: "Hi" }] },
        { role: "assistant", content: [{ text: "Hello" }] },
      ],
    ],
    [
      "Gemini",
      [
        { role: "user", parts: [{ text: "Hi" }] },
        { role: "model", parts: [{ text: "Hello" }] },
      ],
    ],
    [
      "the AI SDK's UI messages",
      [
        { id: "1", role: "user", parts: [{ type: "text", text: "Hi" }] },
        { id: "2", role: "assistant", parts: [{ type: "text", text: "Hello" }] },
      ],
    ],
    [
      "stored LangChain messages",
      [
        { type: "human", data: { content: "Hi" } },
        { type: "ai", data: { content: "Hello" } },
      ],
    ],
    [
      "the Responses API",
      {
        object: "response",
        output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "Hello" }] }],
      },
    ],
  ])("%s: the texts are read, and no calls", (_, value) => {
    const trace = traceOf(value);

    expect(trace.toolCalls).toEqual([]);
    expect(trace.messages.at(-1)?.text).toBe("Hello");
  });
});

describe("values of no known shape", () => {
  test("are refused with what is accepted and what was got", () => {
    expect(() => traceOf({ text: "hi", passages: [] })).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to read a trace: got an object with the keys text, passages, which is no known shape. Pass one of: a Trace, an object with a Trace as \`trace\`, a list of calls { name, args }; an OpenAI Agents SDK result, its newItems or history; an OpenAI response (Responses API), its output items; a list of the chunks that a chat completion streams; a LangChain message, a list of messages, a LangGraph state; a list of the chunks that a LangGraph run streams (updates, values, messages, tasks); an Anthropic message, a list of messages, its content blocks; MCP messages (tools/call requests with their results), pairs { request, result }; OpenInference spans; OpenTelemetry GenAI spans (SDK spans or OTLP JSON); a Gemini response, a list of contents, its functionCalls; a Bedrock Converse response, a list of messages; an OpenAI chat completion, its message, a list of messages, its tool_calls; an AI SDK UI message or a list of them; an AI SDK result (v4 to v7), its steps, model messages or tool calls.]`,
    );
  });

  test.each([
    ["undefined", undefined, "got undefined"],
    ["null", null, "got null"],
    ["a text", "hello", "got a string of 5 characters"],
    ["a promise", Promise.resolve({}), "got a promise"],
    ["an object without keys", {}, "got an object without keys"],
    ["a list of unknown things", [{ a: 1 }], "got an array of 1, first an object with the keys a"],
    [
      "a message of LangChain",
      { content: "", tool_calls: [{ name: "a", args: {} }] },
      "the keys content, tool_calls",
    ],
    [
      "a chat message with calls of another shape",
      { role: "assistant", tool_calls: [{ name: "a", args: {} }] },
      "tool_calls",
    ],
    ["a completion without choices", { object: "chat.completion", choices: [] }, "the keys object, choices"],
    ["a definition of a tool", [{ name: "a", description: "b", inputSchema: {} }], "an array of 1"],
    [
      "a span of nothing that generates",
      [{ name: "GET /", attributes: { "http.method": "GET" } }],
      "an array of 1",
    ],
    [
      "a result of MCP alone, which names no tool",
      { content: [{ type: "text", text: "hi" }], isError: false },
      "content, isError",
    ],
    ["messages with names", [{ role: "tool", name: "a", result: 1 }, { name: "b" }], "an array of 2"],
    [
      "OpenTelemetry's parts alone",
      [{ type: "tool_call", name: "a", arguments: {}, extra: 1 }],
      "an array of 1",
    ],
    ["calls of an unknown status", [{ name: "a", args: {}, status: "done" }], "an array of 1"],
  ])("%s", (_, value, message) => {
    expect(() => traceOf(value)).toThrow(
      expect.objectContaining({
        code: "TRACE_UNKNOWN_SHAPE",
        message: expect.stringContaining(message) as string,
      }),
    );
  });
});
