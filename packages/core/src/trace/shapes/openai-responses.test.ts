import { describe, expect, test } from "vitest";
import { calls, fixture, show } from "../test-helpers/shown-calls.ts";
import { traceOf } from "../trace-of.ts";

describe("OpenAI Responses", () => {
  test("reads every kind of call, and no request for approval", () => {
    const response = fixture("openai-response") as { output: unknown };
    const trace = traceOf(response);

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "search_articles({"query":"refund"}) requested",
        "search_articles(unreadable {"query":) incomplete",
        "run_query({"input":"SELECT 1"}) requested",
        "get_customer({"id":7}) ok from crm -> "Ada"",
        "get_customer({"id":8}) error from crm !! not found",
        "web_search({"type":"search","query":"refund law"}) ok from server",
        "file_search({"queries":["refund"]}) ok from server -> [{"file_id":"f1"}]",
        "code_interpreter({"code":"1/0"}) error from server -> []",
        "local_shell({"type":"exec","command":["ls"]}) requested",
        "image_generation({}) incomplete from server",
      ]
    `);
    expect(trace.messages).toEqual([{ role: "assistant", text: "Within 30 days." }]);
    expect(trace.usage).toEqual({ inputTokens: 40, outputTokens: 12 });
    expect(calls(response.output)).toEqual(calls(response));
  });

  test("pairs calls with outputs among items", () => {
    expect(calls(fixture("openai-response-items"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
        "shell({"commands":["ls"]}) ok -> [{"stdout":"a"}]",
        "apply_patch({"type":"delete_file","path":"a"}) error -> "no such file" !! no such file",
      ]
    `);
  });

  test("keeps why a response is incomplete", () => {
    const response = {
      object: "response",
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [],
    };

    expect(traceOf(response)).toMatchObject({ toolCalls: [], errors: ["incomplete: max_output_tokens"] });
  });
});
