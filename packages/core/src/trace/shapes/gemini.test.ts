import { describe, expect, test } from "vitest";
import { calls, fixture, show } from "../test-helpers/shown-calls.ts";
import { traceOf } from "../trace-of.ts";

describe("Gemini", () => {
  test("reads calls, code that the provider ran, and leaves thoughts out", () => {
    const trace = traceOf(fixture("gemini-response"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) requested",
        "ping({}) requested",
        "code_execution({"language":"PYTHON","code":"print(1/0)"}) error from server -> "ZeroDivisionError" !! OUTCOME_FAILED",
      ]
    `);
    expect(trace.messages).toEqual([{ role: "model", text: "Let me look." }]);
    expect(trace.usage).toEqual({ inputTokens: 12, outputTokens: 11 });
  });

  test("pairs calls with responses by name where there are no ids", () => {
    expect(calls(fixture("gemini-contents"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> {"output":"shipped"}",
        "get_account({}) error -> {"error":"no such account"} !! no such account",
      ]
    `);
  });

  test("pairs two calls of one tool with its responses in their order", () => {
    const contents = [
      {
        role: "model",
        parts: [
          { functionCall: { name: "get", args: { id: 1 } } },
          { functionCall: { name: "get", args: { id: 2 } } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { name: "get", response: { output: "a" } } },
          { functionResponse: { name: "get", response: { output: "b" } } },
        ],
      },
    ];

    expect(calls(contents)).toEqual([
      'get({"id":1}) ok -> {"output":"a"}',
      'get({"id":2}) ok -> {"output":"b"}',
    ]);
  });

  test("reads its functionCalls alone", () => {
    expect(calls([{ name: "get_order", args: { id: 7 } }])).toEqual(['get_order({"id":7}) requested']);
  });

  test.each([
    [{ promptFeedback: { blockReason: "SAFETY" }, usageMetadata: { promptTokenCount: 3 } }],
    [{ candidates: [], promptFeedback: { blockReason: "SAFETY" } }],
  ])("keeps why a prompt was blocked: %j", (reply) => {
    expect(traceOf(reply)).toMatchObject({ toolCalls: [], errors: ["SAFETY"] });
  });

  test("keeps why a reply without parts ended", () => {
    const reply = { candidates: [{ finishReason: "MALFORMED_FUNCTION_CALL", finishMessage: "bad call" }] };

    expect(traceOf(reply)).toMatchObject({ toolCalls: [], errors: ["MALFORMED_FUNCTION_CALL: bad call"] });
  });
});
