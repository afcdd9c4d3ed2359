import { describe, expect, test } from "vitest";
import { calls, fixture, show } from "../test-helpers/shown-calls.ts";
import { traceOf } from "../trace-of.ts";

describe("AI SDK", () => {
  test("reads all steps of a version 4 result, not only the last", () => {
    const trace = traceOf(fixture("ai-sdk-v4-result"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> {"state":"shipped"}",
      ]
    `);
    expect(trace.usage).toEqual({ inputTokens: 30, outputTokens: 9 });
  });

  test("reads results, errors, invalid and provider-executed calls of a later version", () => {
    const trace = traceOf(fixture("ai-sdk-v5-result"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> {"state":"shipped"}",
        "get_order({"id":"x"}) invalid !! id must be a number",
        "web_search({"q":"carrier"}) ok from server -> ["a"]",
        "notify({}) error !! mail server down",
      ]
    `);
    expect(trace.toolCalls.map(({ step }) => step)).toEqual([0, 0, 1, 1]);
    expect(trace.usage).toEqual({ inputTokens: 60, outputTokens: 20 });
  });

  test("reads a live result, whose properties are getters", () => {
    const { steps } = fixture("ai-sdk-v5-result") as { steps: { content: unknown[] }[] };
    class Step {
      readonly content: readonly unknown[];
      constructor(content: readonly unknown[]) {
        this.content = content;
      }
      get toolCalls(): unknown[] {
        return this.content.filter((part) => (part as { type: string }).type === "tool-call");
      }
    }
    class Result {
      readonly #steps = steps.map(({ content }) => new Step(content));
      get steps(): Step[] {
        return this.#steps;
      }
      get toolCalls(): unknown[] {
        return this.#steps.at(-1)?.toolCalls ?? [];
      }
      get output(): never {
        throw new Error("no output specified");
      }
    }

    expect(calls(new Result())).toEqual(calls({ steps }));
    expect(calls(steps)).toEqual(calls({ steps }));
  });

  test("reads the calls alone", () => {
    const { steps } = fixture("ai-sdk-v4-result") as { steps: { toolCalls: unknown }[] };

    expect(calls(steps[0]?.toolCalls)).toEqual(['get_order({"id":7}) requested']);
    expect(calls({ toolCalls: steps[0]?.toolCalls })).toEqual(['get_order({"id":7}) requested']);
  });

  test("takes a call that waits for approval for incomplete", () => {
    expect(calls(fixture("ai-sdk-approvals"))).toMatchInlineSnapshot(`
      [
        "delete_account({}) incomplete",
        "get_order({"id":7}) requested",
      ]
    `);
  });

  test("reads model messages, with denied and approved calls", () => {
    expect(calls(fixture("ai-sdk-model-messages"))).toMatchInlineSnapshot(`
      [
        "delete_account({}) denied",
        "refund({"id":7}) ok -> {"ok":true}",
        "get_order({"id":7}) error -> "timeout" !! timeout",
      ]
    `);
  });

  test("reads UI messages of version 5 and later", () => {
    expect(calls(fixture("ai-sdk-ui-messages"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
        "crm_lookup({"q":"Ada"}) requested",
        "get_order({"id":null}) incomplete",
        "get_order(unreadable {"id":) invalid !! invalid input",
        "get_order({"id":9}) error !! timeout",
        "delete_account({}) incomplete",
        "delete_account({}) denied",
        "refund({}) requested",
      ]
    `);
  });

  test("reads a UI message of version 4", () => {
    expect(calls(fixture("ai-sdk-v4-ui-message"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
        "get_order({"id":8}) requested",
        "get_order({}) incomplete",
      ]
    `);
  });

  const uiMessage = (...parts: object[]): object => ({ id: "m", role: "assistant", parts });

  test("reads a call of a tool whose name is that of a part of version 4", () => {
    const part = { type: "tool-invocation", toolCallId: "a", state: "input-available", input: { id: 7 } };

    expect(calls(uiMessage(part))).toEqual(['invocation({"id":7}) requested']);
  });

  test.each([
    { type: "dynamic-tool", toolCallId: "a", state: "input-available", input: {} },
    { type: "mcp-tool", server: "crm", input: {} },
    { type: "function", toolCallId: "a", input: {} },
    { type: "remote-call", input: {} },
    { type: "tool-", toolCallId: "a" },
    { toolCallId: "a", toolName: "pay" },
  ])("refuses a part of a UI message that may be a call of a kind that is not known: %j", (part) => {
    expect(() => traceOf([uiMessage({ type: "text", text: "Hi" }, part)])).toThrow(
      "may be a call of a tool and names none that is known",
    );
  });

  test("reads past parts of a UI message that hold no call", () => {
    const parts = [
      { type: "step-start" },
      { type: "reasoning", text: "hm" },
      { type: "data-tool-progress", id: "a", data: { toolCallId: "b" } },
      { type: "source-url", sourceId: "s", url: "https://example.com" },
      { type: "of-a-later-version", value: 1 },
      { type: "text", text: "Hi" },
    ];

    expect(traceOf(uiMessage(...parts))).toMatchObject({ toolCalls: [], messages: [{ text: "Hi" }] });
  });

  test("refuses calls of another shape beside UI messages, which would be lost", () => {
    const chat = {
      role: "assistant",
      content: "",
      tool_calls: [{ id: "a", type: "function", function: { name: "pay", arguments: "{}" } }],
    };

    expect(() => traceOf([uiMessage({ type: "text", text: "Hi" }), chat])).toThrow("no known shape");
  });

  test("reads provider-level content, whose input is JSON text", () => {
    expect(calls(fixture("ai-sdk-provider-content"))).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) requested",
        "get_order(unreadable {"id":) invalid",
      ]
    `);
  });

  test("asks to await the result of a stream, and leaves its rejection to others", () => {
    const streamed = { steps: Promise.reject(new Error("aborted")), toolCalls: Promise.resolve([]) };

    expect(() => traceOf(streamed)).toThrow("traceOf(await result.steps)");
  });
});
