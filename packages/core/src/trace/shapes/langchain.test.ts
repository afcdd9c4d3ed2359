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

  test("reads the tool_calls alone", () => {
    expect(calls([{ name: "get_order", args: { id: 7 }, id: "c1", type: "tool_call" }])).toEqual([
      'get_order({"id":7}) requested',
    ]);
  });
});
