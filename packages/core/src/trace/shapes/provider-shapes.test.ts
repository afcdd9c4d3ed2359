import { expect, test } from "vitest";
import type { Trace } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { anthropicReader } from "./anthropic.ts";
import { bedrockConverseReader } from "./bedrock-converse.ts";
import { geminiReader } from "./gemini.ts";
import { langchainReader } from "./langchain.ts";
import { mcpReader } from "./mcp.ts";
import { openaiAgentsReader } from "./openai-agents.ts";
import { openinferenceReader } from "./openinference.ts";
import { otelGenaiReader } from "./otel-genai.ts";

test("Anthropic: client, server and MCP tools with their results", () => {
  const trace = read(anthropicReader, {
    type: "message",
    role: "assistant",
    stop_reason: "end_turn",
    usage: { input_tokens: 12, output_tokens: 7 },
    content: [
      { type: "text", text: "Let me look." },
      { type: "tool_use", id: "t1", name: "get_invoice", input: { id: 7 } },
      { type: "server_tool_use", id: "t2", name: "web_search", input: { query: "x" } },
      {
        type: "web_search_tool_result",
        tool_use_id: "t2",
        content: { type: "web_search_tool_result_error", error_code: "max_uses_exceeded" },
      },
      { type: "mcp_tool_use", id: "t3", name: "echo", server_name: "files", input: {} },
      {
        type: "mcp_tool_result",
        tool_use_id: "t3",
        is_error: false,
        content: [{ type: "text", text: "hi" }],
      },
    ],
  });

  expect(trace.toolCalls).toMatchObject([
    { name: "get_invoice", args: { id: 7 }, source: "client", status: "requested", id: "t1" },
    { name: "web_search", source: "server", status: "error", error: "max_uses_exceeded" },
    { name: "echo", source: "mcp", server: "files", status: "ok" },
  ]);
  expect(trace.usage).toEqual({ inputTokens: 12, outputTokens: 7 });
});

test("Anthropic: results in the next message of a history", () => {
  const trace = read(anthropicReader, [
    { role: "user", content: "Refund it" },
    { role: "assistant", content: [{ type: "tool_use", id: "t1", name: "refund", input: { id: 1 } }] },
    {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "t1", is_error: true, content: "no such order" }],
    },
  ]);

  expect(trace.toolCalls).toMatchObject([{ name: "refund", status: "error", error: "no such order" }]);
  expect(trace.messages).toEqual([{ role: "user", text: "Refund it" }]);
});

test("Anthropic: a call that the token limit cut is incomplete", () => {
  const trace = read(anthropicReader, {
    type: "message",
    role: "assistant",
    stop_reason: "max_tokens",
    content: [{ type: "tool_use", id: "t1", name: "refund", input: {} }],
  });

  expect(trace.toolCalls[0]?.status).toBe("incomplete");
});

test("Gemini: calls, responses by name, thoughts left out", () => {
  const trace = read(geminiReader, [
    { role: "user", parts: [{ text: "Weather?" }] },
    {
      role: "model",
      parts: [{ thought: true, text: "hm" }, { functionCall: { name: "weather", args: { city: "Rome" } } }],
    },
    { role: "user", parts: [{ functionResponse: { name: "weather", response: { error: "unknown city" } } }] },
  ]);

  expect(trace.toolCalls).toMatchObject([
    { name: "weather", args: { city: "Rome" }, status: "error", error: "unknown city" },
  ]);
  expect(trace.messages).toEqual([{ role: "user", text: "Weather?" }]);
});

test("Bedrock Converse: tool use and result", () => {
  const trace = read(bedrockConverseReader, [
    {
      role: "assistant",
      content: [{ text: "One moment." }, { toolUse: { toolUseId: "u1", name: "lookup", input: { id: 3 } } }],
    },
    {
      role: "user",
      content: [{ toolResult: { toolUseId: "u1", status: "success", content: [{ json: { found: true } }] } }],
    },
  ]);

  expect(trace.toolCalls).toMatchObject([{ name: "lookup", args: { id: 3 }, status: "ok", id: "u1" }]);
});

test("Bedrock Converse: a whole response", () => {
  const trace = read(bedrockConverseReader, {
    output: {
      message: { role: "assistant", content: [{ toolUse: { toolUseId: "u1", name: "lookup", input: {} } }] },
    },
    stopReason: "tool_use",
    usage: { inputTokens: 3, outputTokens: 4 },
  });

  expect(trace).toMatchObject({
    toolCalls: [{ name: "lookup" }],
    usage: { inputTokens: 3, outputTokens: 4 },
  });
});

test("MCP: requests paired with results by id", () => {
  const trace = read(mcpReader, [
    { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "search", arguments: { q: "x" } } },
    { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "fetch" } },
    { jsonrpc: "2.0", id: 2, result: { isError: true, content: [{ type: "text", text: "not found" }] } },
    { jsonrpc: "2.0", id: 1, result: { content: [], structuredContent: { hits: 3 } } },
  ]);

  expect(trace.toolCalls).toMatchObject([
    { name: "search", args: { q: "x" }, status: "ok", result: { hits: 3 }, source: "mcp" },
    { name: "fetch", args: {}, status: "error", error: "not found" },
  ]);
});

test("MCP: pairs of request and result", () => {
  const trace = read(mcpReader, [
    {
      request: { method: "tools/call", params: { name: "a" } },
      result: { content: [{ type: "text", text: "1" }] },
    },
    {
      request: { method: "tools/call", params: { name: "b" } },
      error: { code: -32_602, message: "unknown tool" },
    },
  ]);

  expect(trace.toolCalls).toMatchObject([
    { name: "a", status: "ok" },
    { name: "b", status: "error", error: "unknown tool" },
  ]);
});

test("LangChain: serialised messages with valid, invalid and answered calls", () => {
  const lc = (name: string, kwargs: object): object => ({
    lc: 1,
    type: "constructor",
    id: ["langchain_core", "messages", name],
    kwargs,
  });
  const trace = read(langchainReader, {
    messages: [
      lc("HumanMessage", { content: "hi" }),
      lc("AIMessage", {
        content: "",
        tool_calls: [{ name: "search", args: { q: "x" }, id: "c1", type: "tool_call" }],
        invalid_tool_calls: [{ name: "broken", args: "{", id: "c2", error: "bad JSON" }],
        usage_metadata: { input_tokens: 5, output_tokens: 2 },
      }),
      lc("ToolMessage", { tool_call_id: "c1", status: "error", content: "no index" }),
    ],
  });

  expect(trace.toolCalls).toMatchObject([
    { name: "search", status: "error", error: "no index" },
    { name: "broken", status: "invalid", error: "bad JSON", args: undefined },
  ]);
  expect(trace.usage).toEqual({ inputTokens: 5, outputTokens: 2 });
});

test("LangChain: calls that the provider left in the content are found", () => {
  const trace = read(langchainReader, {
    type: "ai",
    data: { content: [{ type: "tool_use", id: "t1", name: "search", input: { q: "x" } }], tool_calls: [] },
  });

  expect(trace.toolCalls).toMatchObject([{ name: "search", args: { q: "x" }, id: "t1" }]);
});

test("LangChain: live messages are told by their class", () => {
  const live = {
    lc_serializable: true,
    getType: () => "ai",
    content: "ok",
    tool_calls: [{ name: "a", args: {}, id: "1" }],
  };

  expect(read(langchainReader, live).toolCalls).toMatchObject([{ name: "a" }]);
  expect(langchainReader.read({ type: "ai", content: "ok" })).toBeUndefined();
});

test("OpenAI Agents SDK: camel-case items, results, approvals are not calls", () => {
  const trace = read(openaiAgentsReader, {
    newItems: [
      {
        type: "tool_call_item",
        rawItem: {
          type: "function_call",
          name: "lookup",
          callId: "c1",
          arguments: '{"id":1}',
          status: "completed",
        },
      },
      {
        type: "tool_call_output_item",
        rawItem: {
          type: "function_call_result",
          name: "lookup",
          callId: "c1",
          output: { type: "text", text: "found" },
        },
        output: "found",
      },
      {
        type: "tool_approval_item",
        rawItem: { type: "function_call", name: "delete", callId: "c2", arguments: "{}" },
      },
      {
        type: "message_output_item",
        rawItem: { type: "message", role: "assistant", content: [{ type: "output_text", text: "Done." }] },
      },
    ],
  });

  expect(trace.toolCalls).toMatchObject([{ name: "lookup", args: { id: 1 }, status: "ok", result: "found" }]);
  expect(trace.messages).toEqual([{ role: "assistant", text: "Done." }]);
});

test("OpenTelemetry: execute_tool spans, as SDK objects and as OTLP JSON", () => {
  const attributes = {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "search",
    "gen_ai.tool.call.id": "c1",
    "gen_ai.tool.call.arguments": '{"q":"x"}',
    "gen_ai.tool.call.result": '{"hits":2}',
  };
  const expected = [
    { name: "search", args: { q: "x" }, id: "c1", status: "error", error: "boom", result: { hits: 2 } },
  ];
  const sdk = { name: "execute_tool search", attributes, status: { code: 2, message: "boom" } };
  const otlp = {
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: [
              {
                ...sdk,
                attributes: Object.entries(attributes).map(([key, stringValue]) => ({
                  key,
                  value: { stringValue },
                })),
              },
            ],
          },
        ],
      },
    ],
  };

  expect(read(otelGenaiReader, [sdk]).toolCalls).toMatchObject(expected);
  expect(read(otelGenaiReader, otlp).toolCalls).toMatchObject(expected);
});

test.each(["response", "result"])(
  "OpenTelemetry: calls from message attributes, results under %s",
  (name) => {
    const messages = [
      {
        role: "assistant",
        parts: [
          { type: "text", content: "Looking." },
          { type: "tool_call", id: "c1", name: "search", arguments: { q: "x" } },
        ],
      },
      { role: "tool", parts: [{ type: "tool_call_response", id: "c1", [name]: "two hits" }] },
    ];
    const span = {
      name: "chat gpt",
      attributes: { "gen_ai.operation.name": "chat", "gen_ai.input.messages": JSON.stringify(messages) },
    };

    expect(read(otelGenaiReader, [span]).toolCalls).toMatchObject([
      { name: "search", status: "ok", result: "two hits" },
    ]);
  },
);

test("OpenTelemetry: the AI SDK's own spans", () => {
  const span = {
    name: "ai.toolCall",
    attributes: { "ai.toolCall.name": "search", "ai.toolCall.args": '{"q":1}', "ai.toolCall.result": "[]" },
  };

  expect(read(otelGenaiReader, [span]).toolCalls).toMatchObject([
    { name: "search", args: { q: 1 }, result: [] },
  ]);
});

test("OpenInference: tool spans, else the flattened messages", () => {
  const llm = {
    name: "llm",
    attributes: {
      "openinference.span.kind": "LLM",
      "llm.output_messages.0.message.role": "assistant",
      "llm.output_messages.0.message.tool_calls.0.tool_call.id": "c1",
      "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "search",
      "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": '{"q":"x"}',
    },
  };
  const tool = {
    name: "search",
    attributes: {
      "openinference.span.kind": "TOOL",
      "tool.name": "search",
      "tool.parameters": '{"q":"y"}',
      "output.value": "hit",
    },
  };

  expect(read(openinferenceReader, [llm]).toolCalls).toMatchObject([
    { name: "search", args: { q: "x" }, status: "requested" },
  ]);
  expect(read(openinferenceReader, [llm, tool]).toolCalls).toMatchObject([
    { name: "search", args: { q: "y" }, status: "ok" },
  ]);
});

test.each([
  ["text", "hello"],
  ["null", null],
  ["an empty list", []],
  ["an empty object", {}],
  ["a number", 7],
])("%s is none of these shapes", (_, value) => {
  const readers = [
    anthropicReader,
    geminiReader,
    bedrockConverseReader,
    mcpReader,
    langchainReader,
    openaiAgentsReader,
    otelGenaiReader,
    openinferenceReader,
  ];

  expect(readers.map((reader) => reader.read(value))).toEqual(readers.map(() => undefined));
});

function read(reader: TraceReader, value: unknown): Trace {
  const trace = reader.read(value);
  expect(trace).toBeDefined();
  return trace as Trace;
}
