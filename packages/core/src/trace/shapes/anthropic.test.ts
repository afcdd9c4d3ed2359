import { describe, expect, test } from "vitest";
import { calls, fixture, show } from "../test-helpers/shown-calls.ts";
import { traceOf } from "../trace-of.ts";

describe("Anthropic", () => {
  test("reads client, server and MCP tools with what came back", () => {
    const trace = traceOf(fixture("anthropic-message"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) requested",
        "web_search({"query":"carrier"}) error from server -> {"type":"web_search_tool_result_error","error_code":"max_uses_exceeded"} !! max_uses_exceeded",
        "get_customer({"id":7}) ok from crm -> [{"type":"text","text":"Ada"}]",
        "get_order({"id":8}) requested",
      ]
    `);
    expect(trace.messages).toEqual([{ role: "assistant", text: "Let me look." }]);
    expect(trace.usage).toEqual({ inputTokens: 21, outputTokens: 9 });
    expect(calls((fixture("anthropic-message") as { content: unknown }).content)).toEqual(
      trace.toolCalls.map(show),
    );
  });

  test("pairs the calls of a conversation with the results of the next message", () => {
    const conversation = fixture("anthropic-conversation") as { messages: unknown };

    expect(calls(conversation)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> [{"type":"text","text":"shipped"}]",
        "get_account({}) error -> "no such account" !! no such account",
        "cancel_order({"id":7}) requested",
      ]
    `);
    expect(calls(conversation.messages)).toEqual(calls(conversation));
  });

  test("tells in which reply and after which message of the user a call was made", () => {
    expect(
      traceOf(fixture("anthropic-conversation")).toolCalls.map(({ step, turn }) => [step, turn]),
    ).toEqual([
      [0, 0],
      [0, 0],
      [2, 1],
    ]);
  });

  test("reads a reply that holds a kind of block which is not known yet", () => {
    const reply = {
      type: "message",
      role: "assistant",
      stop_reason: "end_turn",
      content: [{ type: "new_block" }],
    };

    expect(calls(reply)).toEqual([]);
  });
});
