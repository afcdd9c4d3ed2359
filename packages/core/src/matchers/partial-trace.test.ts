import { describe, expect, test } from "vitest";
import { recordedTrace, recordTrace } from "../run/record-trace.ts";
import { traceOf } from "../trace/trace-of.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const definitions = [{ name: "pay", inputSchema: { type: "object" } }];

describe("a trace of which some replies cannot be seen", () => {
  const call = { id: "a", type: "function", function: { name: "search", arguments: "{}" } };
  const chat = (attributes: object): object => ({
    name: "chat a-model",
    attributes: { "gen_ai.operation.name": "chat", ...attributes },
  });
  const silent = chat({});
  const announcing = chat({ "gen_ai.response.finish_reasons": ["tool_calls"] });
  const shown = chat({
    "gen_ai.output.messages": JSON.stringify([
      { role: "assistant", parts: [{ type: "tool_call", id: "a", name: "search", arguments: {} }] },
    ]),
  });
  const tool = {
    name: "execute_tool search",
    attributes: { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search" },
  };
  const inference = (kind: string, attributes: object): object => ({
    name: kind,
    attributes: { "openinference.span.kind": kind, ...attributes },
  });

  test.each<[string, unknown]>([
    ["a later model's span is silent", [shown, silent]],
    ["an earlier model's span is silent", [silent, shown]],
    ["a model's span says that it called tools, and not which", [shown, announcing]],
    ["the last reply is silent, after a tool", [announcing, tool, silent]],
    [
      "spans of OpenInference",
      [
        inference("LLM", {
          "llm.output_messages.0.message.role": "assistant",
          "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "search",
        }),
        inference("LLM", {}),
      ],
    ],
    [
      "a stream that broke off after a call",
      [
        {
          object: "chat.completion.chunk",
          choices: [{ index: 0, delta: { tool_calls: [{ index: 0, ...call }] } }],
        },
      ],
    ],
    [
      "a completion without a reason to finish",
      { choices: [{ finish_reason: null, message: { role: "assistant", tool_calls: [call] } }] },
    ],
    [
      "Anthropic's, unfinished",
      {
        type: "message",
        role: "assistant",
        content: [{ type: "tool_use", id: "a", name: "search", input: {} }],
        stop_reason: null,
      },
    ],
  ])("proves what was called, and nothing about what was not: %s", async (_, received) => {
    const hidden = "it holds calls, and a part of it tells neither";

    expect(received).toCallTool("search");
    expect(received).toCallTools(["search"], { extra: "allow" });
    expect(received).toFollowTrajectory(["search"], { mode: "contains", over: "toolCalls" });
    expect(received).not.toCallNoTools();
    expect(received).not.toCallTool("search", undefined, { times: 0 });
    expect(received).not.toCallTools([]);
    expect(received).not.toCallTools(["search"], { forbidden: ["search"] });
    expect(received).not.toCallToolsOf(definitions);

    expect(() => expect(received).not.toCallTool("pay")).toThrow(hidden);
    expect(() => expect(received).toCallTool("search", undefined, { times: 1 })).toThrow(hidden);
    expect(() => expect(received).not.toCallTool("search", undefined, { times: 2 })).toThrow(hidden);
    expect(() => expect(received).toCallTools(["search"])).toThrow(hidden);
    expect(() => expect(received).not.toCallTools(["search", "pay"])).toThrow(hidden);
    expect(() => expect(received).not.toCallTools(["pay"], { extra: "allow" })).toThrow(hidden);
    expect(() => expect(received).toCallTools(["search"], { extra: "allow", forbidden: ["pay"] })).toThrow(
      hidden,
    );
    expect(() => expect(received).toCallTools([], { extra: "allow", maxCalls: 3 })).toThrow(hidden);
    expect(() =>
      expect(received).toFollowTrajectory(["search"], { mode: "within", over: "toolCalls" }),
    ).toThrow(hidden);
    expect(() =>
      expect(received).not.toFollowTrajectory(["pay"], { mode: "contains", over: "toolCalls" }),
    ).toThrow(hidden);
    expect(() => expect(received).toCallToolsOf([{ name: "search", inputSchema: {} }])).toThrow(hidden);
    const tools = { search: () => undefined };
    await expect(expect(received).toReachState({}, { from: {}, tools })).rejects.toThrow(hidden);
  });

  test("fails what it shows to be wrong, as any trace does", () => {
    expect(() => expect([shown, silent]).toCallNoTools()).toThrow("1 call was made");
    expect(() => expect([shown, silent]).toCallTools([])).toThrow("1 of 1 calls unexpected");
    expect(() => expect([shown, silent]).not.toCallTool("search")).toThrow("1 of 1 call match");
  });

  test("stays one when the case records it, whatever it records beside", async () => {
    const { error, status } = await inCase(() => {
      recordTrace(traceOf([shown, silent]));
      recordTrace(traceOf({ role: "assistant", content: "Done." }));
      expect(undefined).toCallTool("search");
      expect(recordedTrace()).not.toCallTool("pay");
    });

    expect(status).toBe("error");
    expect(error).toMatchObject({ code: "TRACE_UNKNOWN_SHAPE" });
  });

  test.each<[string, unknown]>([
    ["each span tells how its model ended", [shown, chat({ "gen_ai.response.finish_reasons": ["stop"] })]],
    [
      "each reply that called tools is followed by one",
      [announcing, tool, chat({ "gen_ai.response.finish_reasons": ["stop"] })],
    ],
    ["only tools are recorded", [tool]],
  ])("is one no longer where nothing is hidden: %s", (_, received) => {
    expect(received).toCallTool("search", undefined, { times: 1 });
    expect(received).not.toCallTool("pay");
  });
});
