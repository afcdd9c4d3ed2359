import { expect, test } from "vitest";
import { readWith } from "../test-helpers/read-with.ts";
import { openinferenceReader } from "./openinference.ts";
import { otelGenaiReader } from "./otel-genai.ts";

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

  expect(readWith(otelGenaiReader, [sdk]).toolCalls).toMatchObject(expected);
  expect(readWith(otelGenaiReader, otlp).toolCalls).toMatchObject(expected);
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

    expect(readWith(otelGenaiReader, [span]).toolCalls).toMatchObject([
      { name: "search", status: "ok", result: "two hits" },
    ]);
  },
);

test("OpenTelemetry: the AI SDK's own spans", () => {
  const span = {
    name: "ai.toolCall",
    attributes: { "ai.toolCall.name": "search", "ai.toolCall.args": '{"q":1}', "ai.toolCall.result": "[]" },
  };

  expect(readWith(otelGenaiReader, [span]).toolCalls).toMatchObject([
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

  expect(readWith(openinferenceReader, [llm]).toolCalls).toMatchObject([
    { name: "search", args: { q: "x" }, status: "requested" },
  ]);
  expect(readWith(openinferenceReader, [llm, tool]).toolCalls).toMatchObject([
    { name: "search", args: { q: "y" }, status: "ok" },
  ]);
});
