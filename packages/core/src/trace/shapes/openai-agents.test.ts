import { describe, expect, test } from "vitest";
import { calls, fixture } from "../test-helpers/shown-calls.ts";

describe("OpenAI Agents SDK", () => {
  test("reads items of every kind; approvals and lists of tools are no calls", () => {
    expect(calls(fixture("openai-agents-result"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
        "web_search({"type":"search","query":"carrier"}) ok from server",
        "get_customer({"id":7}) ok from crm -> "Ada"",
        "transfer_to_billing({}) ok -> "billing"",
      ]
    `);
  });
});

test("OpenAI Agents SDK: a history, whose items are not wrapped", () => {
  const history = [
    { type: "message", role: "user", content: "Where is my order?" },
    { type: "function_call", callId: "c1", name: "get_order", arguments: '{"id":7}', status: "completed" },
    {
      type: "function_call_result",
      callId: "c1",
      name: "get_order",
      output: { type: "text", text: "shipped" },
    },
    { type: "message", role: "assistant", content: [{ type: "output_text", text: "It has shipped." }] },
  ];

  expect(calls(history)).toEqual(['get_order({"id":7}) ok -> {"type":"text","text":"shipped"}']);
});
