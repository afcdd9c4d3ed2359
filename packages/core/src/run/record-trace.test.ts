import { describe, expect, test } from "vitest";
import { inCase } from "../matchers/test-helpers/in-case.ts";
import { recordedTrace, recordTrace } from "./record-trace.ts";

describe("recordTrace", () => {
  test("attaches what it is told to the running case, each call to the ones before", async () => {
    await inCase(async () => {
      recordTrace({
        steps: ["plan"],
        toolCalls: [{ name: "search", args: { q: "a" } }],
        usage: { inputTokens: 1, outputTokens: 2 },
      });
      await Promise.resolve();
      recordTrace({
        steps: [{ name: "answer", error: "no model", durationMs: 5 }],
        toolCalls: [{ name: "fetch", status: "ok", result: "page" }],
        retrievals: [{ query: "a", documents: ["x", { id: "y", score: 0.5, rank: 4 }] }],
        messages: [{ role: "user", text: "hi" }],
        tools: ["search", { name: "fetch" }, { type: "function", function: { name: "drop" } }],
        usage: { inputTokens: 10, outputTokens: 20 },
        timings: { durationMs: 7 },
        errors: ["no model"],
      });

      expect(recordedTrace()).toEqual({
        kind: "assay.trace",
        messages: [{ role: "user", text: "hi" }],
        toolCalls: [
          { name: "search", args: { q: "a" }, index: 0, source: "client", status: "requested" },
          { name: "fetch", args: {}, index: 1, source: "client", status: "ok", result: "page" },
        ],
        availableTools: ["search", "fetch", "drop"],
        retrievals: [
          {
            query: "a",
            documents: [
              { id: "x", rank: 1 },
              { id: "y", score: 0.5, rank: 4 },
            ],
          },
        ],
        steps: [
          { name: "plan", status: "ok" },
          { name: "answer", status: "error", error: "no model", durationMs: 5 },
        ],
        usage: { inputTokens: 11, outputTokens: 22 },
        timings: { durationMs: 7 },
        errors: ["no model"],
      });
    });
  });

  test("keeps the traces of cases that run at once apart", async () => {
    const walk = (name: string) => async (): Promise<void> => {
      recordTrace({ steps: [name] });
      await new Promise((resolve) => setTimeout(resolve, 5));
      recordTrace({ steps: [name] });
      expect(recordedTrace()?.steps.map((step) => step.name)).toEqual([name, name]);
    };

    const results = await Promise.all([inCase(walk("a")), inCase(walk("b")), inCase(walk("c"))]);

    expect(results.map(({ status }) => status)).toEqual(["pass", "pass", "pass"]);
  });

  test("does nothing outside of a case", () => {
    recordTrace({ steps: ["plan"] });

    expect(recordedTrace()).toBeUndefined();
  });

  test("takes a trace that was read", async () => {
    await inCase(() => {
      recordTrace({
        toolCalls: [
          { name: "a", args: undefined, rawArgs: "{", argsError: "bad", status: "invalid", index: 3 },
        ],
      });

      expect(recordedTrace()?.toolCalls).toMatchObject([
        { index: 0, status: "invalid", argsError: "bad", rawArgs: "{" },
      ]);
    });
  });

  test.each<[string, unknown, string]>([
    ["a list", [], "the trace to be an object"],
    ["steps that are no list", { steps: "plan" }, "`steps` to be a list"],
    ["a step without a name", { steps: [{ status: "ok" }] }, "each step to be a name"],
    ["a step of an unknown status", { steps: [{ name: "a", status: "done" }] }, "a step's status"],
    ["calls of another shape", { toolCalls: [{ toolName: "a" }] }, "`toolCalls` to be a list of calls"],
    ["a retrieval without documents", { retrievals: [{ query: "a" }] }, "each retrieval to be"],
    [
      "a document without an id",
      { retrievals: [{ query: "a", documents: [{ rank: 1 }] }] },
      "each retrieved document",
    ],
    ["a tool without a name", { tools: [{}] }, "each of `tools`"],
  ])("refuses %s", async (_, input, message) => {
    const { error } = await inCase(() => recordTrace(input as never));

    expect(error).toMatchObject({
      code: "TRACE_INVALID",
      message: expect.stringContaining(message) as string,
    });
  });
});
