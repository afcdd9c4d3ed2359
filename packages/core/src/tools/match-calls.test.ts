import { describe, expect, test } from "vitest";
import { traceOf } from "../trace/trace-of.ts";
import { oneOf } from "./alternatives.ts";
import { readExpectedCalls, type ExpectedCall } from "./expected-call.ts";
import { matchCalls, type CallsMatch } from "./match-calls.ts";
import type { ArgOptions } from "./match-tool-call.ts";
import type { SequenceOrder } from "./match-sequence.ts";

type Made = { readonly name: string; readonly args?: object };

function match(
  expected: readonly ExpectedCall[],
  made: readonly Made[],
  order: SequenceOrder = "any",
  options: ArgOptions = {},
): CallsMatch {
  return matchCalls(readExpectedCalls("test", expected, options), traceOf(made).toolCalls, order, Object.is);
}

const g = (args: object): Made => ({ name: "g", args });
const wanted = (args: { readonly [name: string]: unknown }): ExpectedCall => ({ name: "g", args });

// Each of these is got wrong by a published evaluator, which takes the first partner that fits.
describe("pairing expected with made calls", () => {
  test("a loose expectation does not take the only call of a strict one (the Berkeley leaderboard says invalid)", () => {
    const found = match([wanted({ a: oneOf(1, 2) }), wanted({ a: 1 })], [g({ a: 1 }), g({ a: 2 })]);

    expect(found).toMatchObject({ missing: [], extra: [], f1: 1 });
  });

  test("calls with more arguments than expected pair (agentevals says false)", () => {
    const found = match([wanted({ a: 1 }), wanted({ a: 1, b: 2 })], [g({ a: 1, b: 2 }), g({ a: 1, c: 3 })]);

    expect(found).toMatchObject({ missing: [], extra: [] });
  });

  test.each([[[0, 1]], [[1, 0]]])(
    "whatever the order in which they were made: %j (agentevals depends on it)",
    (order) => {
      const made = [g({ x: 1, y: 2 }), g({ x: 1 })];
      const shuffled = order.map((index) => made[index] as Made);

      expect(match([wanted({ x: 1 }), wanted({ x: 1, y: 2 })], shuffled)).toMatchObject({
        missing: [],
        extra: [],
      });
    },
  );

  test("two identical expected calls and two identical made ones are all found (DeepEval scores 0.5)", () => {
    expect(match([wanted({ a: 1 }), wanted({ a: 1 })], [g({ a: 1 }), g({ a: 1 })])).toMatchObject({
      recall: 1,
      precision: 1,
    });
  });

  test("two identical expected calls are not both found in one made call (sets lose it)", () => {
    expect(match([wanted({ a: 1 }), wanted({ a: 1 })], [g({ a: 1 })])).toMatchObject({
      recall: 0.5,
      precision: 1,
    });
  });

  test("the argument score is that of the best assignment (0.75, of which DeepEval finds 0.5)", () => {
    const found = match(
      [wanted({ a: 1, b: 3 }), wanted({ a: 1, b: 1 })],
      [g({ a: 1, b: 1 }), g({ a: 1, b: 2 })],
    );

    expect(found.argumentScore).toBe(0.75);
    expect(found).toMatchObject({ recall: 0.5, precision: 0.5, f1: 0.5 });
  });

  test("nested arguments are compared (Ragas throws)", () => {
    expect(match([wanted({ a: { b: [1] } })], [g({ a: { b: [1] } })]).f1).toBe(1);
  });

  test("nothing expected and nothing made is full agreement (Ragas gives 0)", () => {
    expect(match([], [])).toMatchObject({ f1: 1 });
  });

  test("calls that were not expected lower precision (DeepEval ignores them)", () => {
    const made = ["a", "b", "c"].map((name) => ({ name }));

    expect(match(["a"], made)).toMatchObject({ recall: 1, precision: 1 / 3, f1: 0.5, extra: [1, 2] });
  });

  test("an empty call matches no expected arguments, and one with a part of them neither (tau2 takes both)", () => {
    expect(match([wanted({ a: 1, b: 2 })], [g({ a: 1 })]).missing).toEqual([0]);
    expect(match([wanted({ a: 1, b: 2 })], [g({})]).missing).toEqual([0]);
  });

  test("a call of another tool matches nothing, whatever its arguments (agentevals says true)", () => {
    expect(match([{ name: "a", args: { x: 1 } }], [{ name: "b", args: { x: 2 } }]).missing).toEqual([0]);
  });

  test("null is not missing, and 1 is not a text", () => {
    expect(match([wanted({ a: null })], [g({})]).missing).toEqual([0]);
    expect(match([wanted({ a: 1 })], [g({ a: "1" })]).missing).toEqual([0]);
  });

  test("expected abc of made cab in order is two thirds", () => {
    const made = ["c", "a", "b"].map((name) => ({ name }));

    expect(match(["a", "b", "c"], made, "inOrder").recall).toBeCloseTo(2 / 3, 12);
    expect(match(["a", "b", "c"], made, "exact").recall).toBe(0);
    expect(match(["a", "b", "c"], made, "any").recall).toBe(1);
  });

  test("one argument more in the made call pairs, one less does not, in any order (agentevals flips the direction)", () => {
    for (const order of ["any", "inOrder", "exact"] as const) {
      expect(match([wanted({ x: 1 })], [g({ x: 1, y: 2 })], order).missing).toEqual([]);
      expect(match([wanted({ x: 1, y: 2 })], [g({ x: 1 })], order).missing).toEqual([0]);
    }
  });

  test("a comparer is given the made value first and the expected one second, always (agentevals calls it both ways)", () => {
    const seen: unknown[] = [];
    const compare = {
      x: (actual: unknown, expected: unknown): boolean => {
        seen.push([actual, expected]);
        return true;
      },
    };

    for (const order of ["any", "inOrder", "exact"] as const) {
      expect(match([wanted({ x: "expected" })], [g({ x: "made" })], order, { compare }).missing).toEqual([]);
    }
    expect(new Set(seen.map((pair) => JSON.stringify(pair)))).toEqual(new Set(['["made","expected"]']));
  });

  test("a compared path that neither side has is no difference (openevals says false)", () => {
    const compare = { "filter.at": () => false };

    expect(match([wanted({ x: 1 })], [g({ x: 1 })], "any", { compare }).missing).toEqual([]);
  });

  test("an empty list of calls is the same as none (agentevals says false)", () => {
    const message = { role: "assistant", content: "done" };

    expect(matchCalls([], traceOf([{ ...message, tool_calls: [] }]).toolCalls, "exact", Object.is)).toEqual(
      matchCalls([], traceOf([message]).toolCalls, "exact", Object.is),
    );
  });

  test("arguments that cannot be read match nothing, and throw nothing (agentevals throws)", () => {
    const found = match(["g"], [{ name: "g", arguments: "{" } as never]);

    expect(found).toMatchObject({ missing: [0], extra: [0] });
  });

  test("the nearest of the calls left over is told apart by its arguments", () => {
    const found = match(
      [wanted({ a: 1, b: 1 }), wanted({ a: 2, b: 2 })],
      [g({ a: 2, b: 0 }), g({ a: 1, b: 0 })],
    );

    expect([...found.nearest].map(([expected, { call }]) => [expected, call.index])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});

describe("arguments", () => {
  test("at their documented default count as left out", () => {
    const made = [g({ a: 1, limit: 10 })];
    const options = { exact: true, defaults: { limit: 10 } };

    expect(match([wanted({ a: 1 })], made, "any", options).missing).toEqual([]);
    expect(match([wanted({ a: 1 })], [g({ a: 1, limit: 11 })], "any", options).missing).toEqual([0]);
    expect(match([wanted({ a: 1, limit: 10 })], [g({ a: 1 })], "any", options).missing).toEqual([]);
    expect(match([wanted({ a: 1, limit: 5 })], [g({ a: 1 })], "any", options).missing).toEqual([0]);
    expect(match([wanted({ a: 1, limit: undefined })], made, "any", options).missing).toEqual([]);
  });

  test("of one expected call have options of their own", () => {
    const expected = [{ ...(wanted({ a: 1 }) as object), exact: true }, wanted({ b: 1 })] as ExpectedCall[];

    expect(match(expected, [g({ a: 1 }), g({ b: 1, c: 2 })]).missing).toEqual([]);
    expect(match(expected, [g({ a: 1, c: 2 }), g({ b: 1 })]).missing).toEqual([0]);
  });

  test("cannot be expected and ignored, and a predicate over all cannot be half ignored", () => {
    expect(() => match([wanted({ a: 1 })], [], "any", { ignoreArgs: ["*"] })).toThrow(
      "both expected and ignored",
    );
    expect(() => match([{ name: "g", args: () => true }], [], "any", { defaults: { a: 1 } })).toThrow(
      "which `ignoreArgs`, `defaults` and `compare` do not reach",
    );
    expect(() => match([wanted({ a: 1 })], [], "any", { compare: { a: "loose" as never } })).toThrow(
      "no function",
    );
  });

  test("are expected of a call with a name", () => {
    expect(() => match([{ args: {} } as never], [])).toThrow("a tool's name or { name, args }");
    expect(() => match([{ name: "g", arguments: {} } as never], [])).toThrow('no "arguments"');
    expect(() => match([{ name: "g", args: "x" as never }], [])).toThrow(
      "to be an object, a predicate or a schema",
    );
  });
});
