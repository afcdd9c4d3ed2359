import { expect, test } from "vitest";
import { readWith } from "../test-helpers/read-with.ts";
import { anthropicReader } from "./anthropic.ts";
import { bedrockConverseReader } from "./bedrock-converse.ts";
import { geminiReader } from "./gemini.ts";
import { langchainReader } from "./langchain.ts";
import { mcpReader } from "./mcp.ts";
import { openaiAgentsReader } from "./openai-agents.ts";
import { openinferenceReader } from "./openinference.ts";
import { otelGenaiReader } from "./otel-genai.ts";

test("Anthropic: client, server and MCP tools with their results", () => {
  const trace = readWith(anthropicReader, {
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
  const trace = readWith(anthropicReader, [
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
  const trace = readWith(anthropicReader, {
    type: "message",
    role: "assistant",
    stop_reason: "max_tokens",
    content: [{ type: "tool_use", id: "t1", name: "refund", input: {} }],
  });

  expect(trace.toolCalls[0]?.status).toBe("incomplete");
});

test("Gemini: calls, responses by name, thoughts left out", () => {
  const trace = readWith(geminiReader, [
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
  const trace = readWith(bedrockConverseReader, [
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
  const trace = readWith(bedrockConverseReader, {
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
  const trace = readWith(mcpReader, [
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
  const trace = readWith(mcpReader, [
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
  const trace = readWith(langchainReader, {
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
  const trace = readWith(langchainReader, {
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

  expect(readWith(langchainReader, live).toolCalls).toMatchObject([{ name: "a" }]);
  expect(langchainReader.read({ type: "ai", content: "ok" })).toBeUndefined();
});

test("OpenAI Agents SDK: camel-case items, results, approvals are not calls", () => {
  const trace = readWith(openaiAgentsReader, {
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
