import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../dataset/json-value.ts";
import type { ToolCall, Trace } from "../trace/trace.ts";
import { traceSummary } from "./trace-summary.ts";

describe("traceSummary", () => {
  test("keeps names and how steps ended, and at most 200 of them", () => {
    const trace = {
      kind: "assay.trace" as const,
      messages: [],
      toolCalls: Array.from({ length: 300 }, (_, index) => ({
        name: `t${index}`,
        args: { id: 1 },
        index,
        source: "client" as const,
        status: "ok" as const,
      })),
      retrievals: [],
      steps: [{ name: "x".repeat(1_000), status: "error" as const, error: "long" }],
      errors: [],
    };
    const summary = traceSummary({ recorded: trace, seen: [], models: ["gpt-5-mini"] });

    expect(summary?.tools).toHaveLength(200);
    expect(summary?.steps).toEqual([{ name: "x".repeat(200), status: "error" }]);
    expect(summary?.models).toEqual(["gpt-5-mini"]);
    expect(summary?.calls).toHaveLength(200);
    expect(summary?.calls?.[0]).toEqual({ name: "t0", args: { text: '{"id":1}', length: 8 }, status: "ok" });
  });

  test("is there for a case of which the models alone are known, and else for none", () => {
    const unknown = { recorded: undefined, seen: [] };
    expect(traceSummary({ ...unknown, models: ["gpt-5-mini"] })).toEqual({
      tools: [],
      steps: [],
      models: ["gpt-5-mini"],
    });
    expect(traceSummary({ ...unknown, models: [] })).toBeUndefined();
  });

  const made = (args: JsonValue | undefined, rest: Partial<ToolCall> = {}): ToolCall => ({
    name: "get_order",
    args,
    index: 0,
    source: "client",
    status: "ok",
    ...rest,
  });
  const traceWith = (fields: Partial<Trace>): Trace => ({
    kind: "assay.trace",
    messages: [],
    toolCalls: [],
    retrievals: [],
    steps: [],
    errors: [],
    ...fields,
  });

  test("keeps what calls said and what was retrieved", () => {
    const recorded = traceWith({
      toolCalls: [
        made({ id: 7 }, { result: { state: "shipped" } }),
        made(undefined, { rawArgs: '{"id":', status: "invalid" }),
        made({}, { status: "error", error: "no such order" }),
      ],
      retrievals: [
        {
          query: "refund",
          documents: [
            { id: "a1", rank: 1, score: 0.9, text: "long" },
            { id: "a2", rank: 2, score: Number.NaN },
          ],
        },
      ],
    });

    expect(traceSummary({ recorded, seen: [], models: [] })).toMatchObject({
      calls: [
        { args: { text: '{"id":7}', length: 8 }, result: { text: '{"state":"shipped"}', length: 19 } },
        { args: { text: '{"id":', length: 6 }, status: "invalid" },
        { status: "error", error: { text: "no such order", length: 13 } },
      ],
      retrievals: [
        {
          query: { text: "refund", length: 6 },
          documents: [{ id: "a1", score: 0.9 }, { id: "a2" }],
          found: 2,
        },
      ],
    });
  });

  test("keeps calls that checks saw where the application recorded none, each value once", () => {
    const seen = [1, 2, 1].map((id) => traceWith({ toolCalls: [made({ id })] }));

    const summary = traceSummary({ recorded: undefined, seen, models: [] });

    expect(summary?.calls?.map(({ args }) => args.text)).toEqual(['{"id":1}', '{"id":2}']);
    expect(summary?.tools).toEqual([]);
    const recorded = traceWith({ toolCalls: [made({ id: 3 })] });
    expect(traceSummary({ recorded, seen, models: [] })?.calls).toHaveLength(1);
  });

  test("does not grow with what calls hold", () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat({ max: 20_000 }), fc.string(), (count, length, text) => {
        const result = `${text}\u{1f600}`.repeat(length / 2 + 1).slice(0, length);
        const toolCalls = Array.from({ length: count }, () =>
          made({ text: result }, { result, error: result }),
        );
        const retrievals = Array.from({ length: count }, () => ({
          query: result,
          documents: Array.from({ length: 60 }, () => ({ id: text, rank: 1 })),
        }));

        const summary = traceSummary({
          recorded: traceWith({ toolCalls, retrievals }),
          seen: [],
          models: [],
        });

        const texts = [
          ...(summary?.calls ?? []).flatMap((call) => [call.args, call.result, call.error]),
          ...(summary?.retrievals ?? []).map(({ query }) => query),
        ].filter((one) => one !== undefined);
        expect(texts.reduce((sum, one) => sum + one.text.length, 0)).toBeLessThanOrEqual(16_000);
        expect(texts.every((one) => one.text.length <= 1_000 && one.text.isWellFormed())).toBe(true);
        expect(summary?.calls?.length ?? 0).toBeLessThanOrEqual(200);
        if (count > 0) expect(summary?.calls?.[0]?.result?.length).toBe(length);
      }),
      { numRuns: 30 },
    );
  });
});
