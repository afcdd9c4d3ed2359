import { clients } from "@assay-fixtures/clients";
import { startFakeProvider } from "@assay-fixtures/fake-provider";
import { describe, expect, test } from "vitest";
import { traceOf } from "./trace-of.ts";

/** As JSON would keep a live value. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("@openai/agents", () => {
  const run = async () => {
    const provider = await startFakeProvider();
    const { Agent, OpenAIProvider, Runner, tool } = await clients.openaiAgents();
    const made = (id: string, name: string, text: string) => ({
      id,
      type: "function",
      function: { name, arguments: text },
    });
    provider.script(
      {
        status: 200,
        body: {
          id: "chatcmpl-1",
          object: "chat.completion",
          created: 0,
          model: "fake",
          choices: [
            {
              index: 0,
              message: {
                role: "assistant",
                content: null,
                tool_calls: [made("c1", "get_order", '{"id":7}'), made("c2", "notify", '{"to":"jane"}')],
              },
              finish_reason: "tool_calls",
            },
          ],
          usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
        },
      },
      "It has shipped.",
    );
    const define = (name: string, execute: () => Promise<string>) =>
      tool({
        name,
        description: "a tool",
        parameters: { type: "object", properties: {}, required: [], additionalProperties: true },
        strict: false,
        execute,
      });
    const agent = new Agent({
      name: "Desk",
      model: "fake",
      tools: [
        define("get_order", async () => "shipped"),
        define("notify", async () => {
          throw new Error("mail server down");
        }),
      ],
    });
    const runner = new Runner({
      modelProvider: new OpenAIProvider({ apiKey: "k", baseURL: provider.baseURL, useResponses: false }),
      tracingDisabled: true,
    });
    try {
      return await runner.run(agent, "Where is order 7?");
    } finally {
      await provider.close();
    }
  };

  test("reads the result of a run, its new items and its history", async () => {
    const result = await run();

    expect(result.finalOutput).toBe("It has shipped.");
    expect(traceOf(result).toolCalls).toMatchObject([
      { id: "c1", name: "get_order", args: { id: 7 }, status: "ok", result: "shipped" },
      // The framework tells the model, in a text of its own, and says nowhere else that the tool threw.
      { id: "c2", name: "notify", args: { to: "jane" }, result: expect.stringContaining("error occurred") },
    ]);
    for (const value of [result.newItems, asJson(result.newItems)]) {
      expect(traceOf(value).toolCalls).toEqual(traceOf(result).toolCalls);
    }
    const idsOf = (value: unknown): unknown[] =>
      traceOf(value).toolCalls.map(({ id, name, args, status }) => [id, name, args, status]);
    expect(idsOf(result.history)).toEqual(idsOf(result));

    expect(traceOf(asJson(result))).toEqual(traceOf(result));
    expect(traceOf(result.state.toJSON())).toEqual(traceOf(result));
    expect(traceOf(result).usage).toEqual(
      expect.objectContaining({
        inputTokens: result.state.usage.inputTokens,
        outputTokens: result.state.usage.outputTokens,
      }),
    );
    expect(result.state.usage.inputTokens).toBeGreaterThan(10);
  });
});
