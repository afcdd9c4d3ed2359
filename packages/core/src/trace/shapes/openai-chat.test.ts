import { describe, expect, test } from "vitest";
import { calls, fixture, show } from "../test-helpers/shown-calls.ts";
import { traceOf } from "../trace-of.ts";

describe("OpenAI chat completions", () => {
  test("reads function and custom calls of a completion, and keeps broken arguments as they came", () => {
    const trace = traceOf(fixture("openai-chat-completion"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "search_articles({"query":"refund","limit":3}) requested",
        "run_query({"input":"SELECT 1"}) requested",
        "search_articles(unreadable {"query": "ref) invalid",
      ]
    `);
    expect(trace.toolCalls[2]).toMatchObject({
      id: "call_c",
      index: 2,
      argsError: expect.any(String) as string,
    });
    expect(trace.usage).toEqual({ inputTokens: 50, outputTokens: 20 });
  });

  test("takes a completion without a reason to finish for one that was cut off", () => {
    const made = (text: string): object => ({ type: "function", function: { name: "pay", arguments: text } });
    const message = { role: "assistant", content: null, tool_calls: [made('{"id":'), made('{"id":7}')] };

    expect(calls({ choices: [{ finish_reason: null, message }] })).toEqual([
      'pay(unreadable {"id":) incomplete',
      'pay({"id":7}) requested',
    ]);
    expect(calls({ choices: [{ message }] })[0]).toBe('pay(unreadable {"id":) invalid');
  });

  test("reads the choice, the message and the calls alone alike", () => {
    const completion = fixture("openai-chat-completion") as {
      choices: { message: { tool_calls: unknown } }[];
    };
    const [choice] = completion.choices;
    const expected = calls(completion);

    expect(calls(completion.choices[0])).toEqual(expected);
    expect(calls(choice?.message)).toEqual(expected);
    expect(calls(choice?.message.tool_calls)).toEqual(expected);
  });

  test("pairs calls with the messages of their tools, in any order", () => {
    const conversation = fixture("openai-chat-conversation") as { messages: unknown };

    expect(calls(conversation)).toMatchInlineSnapshot(`
      [
        "get_order({"id":7}) ok -> "shipped"",
        "get_account({}) ok -> "{\\"plan\\":\\"Pro\\"}"",
      ]
    `);
    expect(calls(conversation.messages)).toEqual(calls(conversation));
    expect(traceOf(conversation).messages.map(({ role, text }) => `${role}: ${text}`)).toMatchInlineSnapshot(`
      [
        "system: You help.",
        "user: Where is my order?",
        "assistant: ",
        "tool: {"plan":"Pro"}",
        "tool: shipped",
        "assistant: It has shipped.",
      ]
    `);
  });

  test("takes a call that uses an id again for another call, as models do", () => {
    const call = (id: number): object => ({
      role: "assistant",
      tool_calls: [
        { id: "c1", type: "function", function: { name: "get_order", arguments: `{"id":${id}}` } },
      ],
    });
    const answer = (content: string): object => ({ role: "tool", tool_call_id: "c1", content });

    expect(calls([call(7), answer("shipped"), call(8), answer("paid"), call(8)])).toEqual([
      'get_order({"id":7}) ok -> "shipped"',
      'get_order({"id":8}) ok -> "paid"',
      'get_order({"id":8}) requested',
    ]);
  });

  test("reads legacy function calls", () => {
    expect(calls(fixture("openai-chat-legacy"))).toMatchInlineSnapshot(`
      [
        "get_weather({"city":"Rome"}) ok -> "sunny"",
      ]
    `);
  });

  test("merges the chunks of a stream by the calls' index", () => {
    const trace = traceOf(fixture("openai-chat-stream"));

    expect(trace.toolCalls.map(show)).toMatchInlineSnapshot(`
      [
        "search_articles({"query":"refund"}) requested",
        "get_order({"id":7}) requested",
      ]
    `);
    expect(trace.messages).toEqual([{ role: "assistant", text: "Let me look." }]);
    expect(trace.usage).toEqual({ inputTokens: 9, outputTokens: 5 });
  });

  test("takes a stream that broke off for incomplete", () => {
    const chunks = fixture("openai-chat-stream") as unknown[];

    expect(calls(chunks.slice(0, 5))).toMatchInlineSnapshot(`
      [
        "search_articles(unreadable {"query":"re) incomplete",
        "get_order(unreadable {"id") incomplete",
      ]
    `);
  });

  test("takes a call whose arguments had not begun for incomplete", () => {
    const chunks = fixture("openai-chat-stream") as unknown[];

    expect(calls(chunks.slice(0, 3))).toEqual(["search_articles({}) incomplete"]);
  });

  test("takes a call cut by the token limit for incomplete", () => {
    expect(calls(fixture("openai-chat-truncated"))).toMatchInlineSnapshot(`
      [
        "write_reply(unreadable {"text":"Dear) incomplete",
      ]
    `);
  });

  test("reads the names in camel case that other SDKs of this wire give", () => {
    const made = (given: object): object => ({
      id: "c0",
      index: 0,
      function: { name: "get_order", ...given },
    });
    const message = { role: "assistant", content: "", toolCalls: [made({ arguments: '{"id":7}' })] };
    const completion = {
      model: "a-model",
      usage: { promptTokens: 5, completionTokens: 2 },
      choices: [{ index: 0, finishReason: "tool_calls", message }],
    };
    const answer = { role: "tool", content: "shipped", toolCallId: "c0", name: "get_order" };

    expect(calls(completion)).toEqual(['get_order({"id":7}) requested']);
    expect(traceOf(completion).usage).toEqual({ inputTokens: 5, outputTokens: 2 });
    expect(calls([message, answer])).toEqual(['get_order({"id":7}) ok -> "shipped"']);
    expect(() =>
      traceOf({ choices: [{ finishReason: "tool_calls", message: { role: "assistant", content: "" } }] }),
    ).toThrow("says that the model called tools");
  });

  test("merges chunks whose names are in camel case", () => {
    const chunk = (part: object, finishReason: string | null): object => ({
      choices: [{ index: 0, delta: { toolCalls: [{ index: 0, ...part }] }, finishReason }],
    });

    expect(
      calls([
        chunk({ id: "c0", function: { name: "get_order", arguments: '{"id"' } }, null),
        chunk({ function: { arguments: ":7}" } }, "tool_calls"),
      ]),
    ).toEqual(['get_order({"id":7}) requested']);
  });

  test("refuses alternatives: which one the application used is not known", () => {
    const { choices } = fixture("openai-chat-completion") as { choices: unknown[] };

    expect(() => traceOf({ choices: [...choices, ...choices] })).toThrow("2 alternative choices");
  });
});
