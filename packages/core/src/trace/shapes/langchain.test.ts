import { describe, expect, test } from "vitest";
import { calls, fixture, show } from "../test-helpers/shown-calls.ts";
import { traceOf } from "../trace-of.ts";

describe("LangChain", () => {
  test("reads a serialised LangGraph state", () => {
    const trace = traceOf(fixture("langchain-serialised"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) error -> "no such order" !! no such order",
        "get_account(unreadable {) invalid !! Malformed args.",
      ]
    `);
    expect(trace.usage).toEqual({ inputTokens: 14, outputTokens: 5 });
  });

  test("finds calls that the provider left in the content of stored messages", () => {
    expect(calls(fixture("langchain-stored"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
      ]
    `);
  });

  test("reads messages as LangGraph's server and Python write them", () => {
    const dumped = { additional_kwargs: {}, response_metadata: {} };
    const state = {
      messages: [
        { ...dumped, type: "system", content: "You help.", id: null },
        { ...dumped, type: "human", content: "Where is order 7?", id: "m1", example: false },
        {
          ...dumped,
          type: "ai",
          content: "",
          tool_calls: [{ name: "get_order", args: { id: 7 }, id: "c1", type: "tool_call" }],
          invalid_tool_calls: [
            { name: "notify", args: '{"to":', id: "c2", error: "cut", type: "invalid_tool_call" },
          ],
          usage_metadata: { input_tokens: 5, output_tokens: 2, total_tokens: 7 },
        },
        { ...dumped, type: "tool", content: "shipped", tool_call_id: "c1", status: "success" },
        { ...dumped, type: "ai", content: "It has shipped." },
      ],
    };

    expect(calls(state)).toEqual([
      'get_order({"id":7}) ok -> "shipped"',
      'notify(unreadable {"to":) invalid !! cut',
    ]);
    expect(traceOf(state).messages.map(({ role }) => role)).toEqual(["system", "user", "tool", "assistant"]);
    expect(calls(state.messages)).toEqual(calls(state));
    expect(traceOf(state.messages[4]).messages).toEqual([{ role: "assistant", text: "It has shipped." }]);
  });

  test("reads the tool_calls alone", () => {
    expect(calls([{ name: "get_order", args: { id: 7 }, id: "c1", type: "tool_call" }])).toEqual([
      'get_order({"id":7}) requested',
    ]);
  });
});
