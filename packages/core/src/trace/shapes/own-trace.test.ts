import { describe, expect, test } from "vitest";
import { calls, fixture } from "../test-helpers/shown-calls.ts";
import { traceOf } from "../trace-of.ts";

describe("our own shape", () => {
  const trace = traceOf(fixture("openai-chat-conversation"));

  test("takes a trace, and a reply that carries one", () => {
    expect(traceOf(trace)).toBe(trace);
    expect(traceOf({ text: "It has shipped.", trace })).toBe(trace);
  });

  test("takes calls written by hand", () => {
    const expected = ['get_order({"id":7}) requested', "ping({}) error !! down"];
    const written = [
      { name: "get_order", args: { id: 7 } },
      { name: "ping", status: "error", error: "down" },
    ];

    expect(calls(written)).toEqual(expected);
    expect(calls({ text: "hi", toolCalls: written })).toEqual(expected);
  });

  test("takes calls with their arguments as text, as reporters write them", () => {
    expect(
      calls([
        { id: "1", name: "ping", arguments: '{"n":1}', durationMs: 3 },
        { name: "ping", arguments: "{" },
      ]),
    ).toEqual(['ping({"n":1}) requested', "ping(unreadable {) invalid"]);
  });

  test("completes a trace that was written by hand", () => {
    expect(
      traceOf({
        kind: "assay.trace",
        toolCalls: [{ name: "ping" }],
        steps: [{ name: "plan", status: "ok" }],
      }),
    ).toEqual({
      kind: "assay.trace",
      messages: [],
      toolCalls: [{ name: "ping", args: {}, index: 0, source: "client", status: "requested" }],
      retrievals: [],
      steps: [{ name: "plan", status: "ok" }],
      errors: [],
    });
  });

  test("takes an empty list for no calls", () => {
    expect(traceOf([]).toolCalls).toEqual([]);
  });

  test("survives arguments that JSON cannot hold", () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;

    expect(traceOf([{ name: "a", args: circular }]).toolCalls).toMatchObject([
      { args: undefined, argsError: expect.any(String) as string },
    ]);
  });
});
