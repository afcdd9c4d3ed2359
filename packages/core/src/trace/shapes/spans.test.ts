import { describe, expect, test } from "vitest";
import { calls, fixture, show } from "../test-helpers/shown-calls.ts";
import { traceOf } from "../trace-of.ts";

describe("spans", () => {
  test("OpenTelemetry: tool spans count once, beside the messages that announce them", () => {
    const trace = traceOf(fixture("otel-genai-spans"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> {"state":"shipped"}",
        "get_account({}) error !! no such account",
      ]
    `);
    expect(trace.retrievals).toEqual([
      {
        query: "refund",
        documents: [
          { id: "a1", rank: 1, score: 0.9 },
          { id: "a2", rank: 2, score: 0.5 },
        ],
      },
    ]);
  });

  test("OpenTelemetry: the conversation that each model span repeats counts once", () => {
    const ask = { role: "user", parts: [{ type: "text", content: "Where is my order?" }] };
    const call = {
      role: "assistant",
      parts: [{ type: "tool_call", id: "c1", name: "get_order", arguments: { id: 7 } }],
    };
    const answer = { role: "tool", parts: [{ type: "tool_call_response", id: "c1", response: "shipped" }] };
    const again = {
      ...call,
      parts: [{ type: "tool_call", id: "c1", name: "get_order", arguments: { id: 8 } }],
    };
    const span = (input: object[], output: object): object => ({
      name: "chat",
      attributes: { "gen_ai.input.messages": JSON.stringify(input), "gen_ai.output.messages": [output] },
    });
    const spans = [
      span([ask], { ...call, finish_reason: "tool_call" }),
      span([ask, call, answer], { ...again, finish_reason: "tool_call" }),
      span([ask, call, answer, again, answer], {
        role: "assistant",
        parts: [{ type: "text", content: "Both." }],
      }),
    ];

    expect(calls(spans)).toEqual([
      'get_order({"id":7}) ok -> "shipped"',
      'get_order({"id":8}) ok -> "shipped"',
    ]);
    expect(traceOf(spans).messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
  });

  test("OpenTelemetry: OTLP JSON reads alike", () => {
    expect(traceOf(fixture("otel-genai-otlp"))).toEqual(traceOf(fixture("otel-genai-spans")));
  });

  test("OpenInference: tools and retrievals", () => {
    const trace = traceOf(fixture("openinference-spans"));

    expect(trace.toolCalls.map(show)).toEqual(['get_order({"id":7}) ok -> "shipped"']);
    expect(trace.retrievals).toEqual([
      {
        query: "refund",
        documents: [
          { id: "a1", rank: 1, score: 0.9, text: "30 days" },
          { id: "a2", rank: 2 },
        ],
      },
    ]);
  });
});
