import { describe, expect, test } from "vitest";
import { calls, fixture, show } from "../test-helpers/shown-calls.ts";
import { traceOf } from "../trace-of.ts";

describe("Bedrock Converse", () => {
  test("reads a response, and takes the call that the token limit cut for incomplete", () => {
    const trace = traceOf(fixture("bedrock-converse-response"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) requested",
        "get_order(unreadable {"id":) incomplete",
      ]
    `);
    expect(trace.usage).toEqual({ inputTokens: 5, outputTokens: 7 });
  });

  test("reads messages with results", () => {
    expect(calls(fixture("bedrock-converse-messages"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> [{"json":{"state":"shipped"}}]",
        "get_account({}) error -> [{"text":"no such account"}] !! [{"text":"no such account"}]",
      ]
    `);
  });
});
