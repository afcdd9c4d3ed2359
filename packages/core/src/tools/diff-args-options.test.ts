import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { JsonValue } from "../dataset/json-value.ts";
import { oneOf, optional } from "./alternatives.ts";
import { diffArgs, type DiffArgsOptions } from "./diff-args.ts";
import { looseString } from "./loose-string.ts";
import { printValue } from "./print-value.ts";

const reasons = (expected: unknown, actual: JsonValue, options: Partial<DiffArgsOptions> = {}): string[] =>
  diffArgs(expected, actual, { exact: true, equals: Object.is, ...options }).map(
    ({ path, reason }) => `${path} ${reason}`,
  );

describe("alternatives", () => {
  // The first row of the Berkeley function calling leaderboard, and what its checker says of seven calls.
  const triangle = { base: 10, height: 5, unit: optional("units") };

  test.each([
    ["the gold call", { base: 10, height: 5, unit: "units" }, []],
    ["an optional argument left out", { base: 10, height: 5 }, []],
    ["another unit", { base: 10, height: 5, unit: "cm" }, ["unit value"]],
    ["a missing argument", { base: 10 }, ["height missing"]],
    ["a text for a number", { base: "10", height: 5 }, ["base type"]],
    ["a further argument", { base: 10, height: 5, x: 1 }, ["x unexpected"]],
    ["an optional argument of another type", { base: 10, height: 5, unit: 1 }, ["unit type"]],
  ])("%s", (_, actual, differences) => {
    expect(reasons(triangle, actual as JsonValue)).toEqual(differences);
  });

  test("stand at any depth and hold anything that may be expected", () => {
    const expected = {
      filter: { tags: [oneOf("a", "b")], by: oneOf(null, z.string(), (value: unknown) => value === 7) },
    };

    expect(reasons(expected, { filter: { tags: ["b"], by: 7 } })).toEqual([]);
    expect(reasons(expected, { filter: { tags: ["b"], by: null } })).toEqual([]);
    expect(reasons(expected, { filter: { tags: ["c"], by: 8 } })).toEqual([
      "filter.tags[0] value",
      "filter.by value",
    ]);
  });

  test("of objects are told by the nearest", () => {
    const expected = { at: oneOf({ city: "Rome", zip: "1" }, { city: "Oslo", zip: "2", floor: 3 }) };

    expect(reasons(expected, { at: { city: "Rome", zip: "9" } })).toEqual(["at.zip value"]);
  });

  test("without values allow any, and the argument may be left out", () => {
    expect(reasons({ a: optional() }, { a: [1] })).toEqual([]);
    expect(reasons({ a: optional() }, {})).toEqual([]);
    expect(reasons({ a: oneOf(1) }, {})).toEqual(["a missing"]);
  });

  test("are printed as they are written", () => {
    expect(printValue({ a: oneOf("x", 1), b: optional("y"), c: z.string() })).toBe(
      '{"a": oneOf("x", 1), "b": optional("y"), "c": [schema]}',
    );
  });
});

describe("schemas", () => {
  const schema = z.strictObject({ id: z.number(), tags: z.array(z.string()).optional() });

  test.each([
    ["what satisfies it", { id: 1, tags: ["a"] }, []],
    ["a missing field", {}, ["id missing"]],
    ["a wrong type, deep inside", { id: 1, tags: ["a", 2] }, ["tags[1] type"]],
    ["a field too many", { id: 1, x: 2 }, ["x unexpected"]],
  ])("%s", (_, actual, differences) => {
    expect(reasons(schema, actual as JsonValue)).toEqual(differences);
  });

  test("stand for one argument too", () => {
    expect(reasons({ limit: z.number().max(5) }, { limit: 9 })).toEqual(["limit value"]);
  });

  test("that cannot answer at once are refused", () => {
    const slow = z.object({ id: z.number().refine(async () => true) });

    expect(() => reasons(slow, { id: 1 })).toThrow("A schema has to answer at once");
  });
});

describe("ignoreArgs", () => {
  test("leaves names, paths and patterns out of the comparison", () => {
    const actual = { id: 1, trace_id: "x", filter: { now: 5, tag: "a" }, rows: [{ at: 1 }, { at: 2 }] };

    expect(
      reasons({ id: 1, filter: { tag: "a" } }, actual, { ignoreArgs: ["trace_*", "filter.now", "rows"] }),
    ).toEqual([]);
    expect(
      reasons({ rows: [{ at: 0 }, { at: 0 }] }, { rows: actual.rows }, { ignoreArgs: ["rows[*].at"] }),
    ).toEqual([]);
    expect(reasons({ id: 1 }, { id: 1, other: 2 }, { ignoreArgs: ["trace_*"] })).toEqual([
      "other unexpected",
    ]);
  });
});

describe("compare", () => {
  const near = (actual: JsonValue, expected: unknown): boolean =>
    Math.abs(Number(actual) - Number(expected)) < 0.01;

  test("decides in place of equality, in alternatives too", () => {
    expect(reasons({ price: 1 }, { price: 1.001 }, { compare: { price: near } })).toEqual([]);
    expect(reasons({ price: oneOf(1, 2) }, { price: 1.999 }, { compare: { price: near } })).toEqual([]);
    expect(reasons({ price: 1 }, { price: 2 }, { compare: { price: near } })).toEqual(["price value"]);
    expect(reasons({ price: 1 }, {}, { compare: { price: near } })).toEqual(["price missing"]);
  });

  test("takes patterns over paths", () => {
    expect(
      reasons({ rows: [{ price: 1 }] }, { rows: [{ price: 1.001 }] }, { compare: { "rows[*].price": near } }),
    ).toEqual([]);
  });

  test("refuses a comparer that answers neither true nor false", () => {
    const late = (async () => true) as never;

    expect(() => reasons({ a: 1 }, { a: 1 }, { compare: { a: late } })).toThrow("true or false");
  });
});

describe("looseString", () => {
  test.each([
    ["New York", "new york", true],
    ["New York", "New-York.", true],
    ["São Paulo", "são  paulo", true],
    ["San Francisco", "San Francisco, CA", false],
    ["v1.5", "V 1.5", true],
    ["v1.5", "v15", false],
    ["room 10 20", "room 1020", false],
    ["gain -5 dB", "gain 5 dB", false],
    ["covid-19", "Covid 19", true],
    ["item .5", "item 5", false],
    ["Rome", 5, false],
  ])("%j is %j: %s", (expected, actual, same) => {
    expect(looseString(actual, expected)).toBe(same);
  });

  // Under the leaderboard's own normalisation "-5" equals "5" and "1.5" equals "15".
  test.each(["-5", "1.5", "5", "10%", "2024-05-20", "1e3", "١", "", "..."])(
    "refuses to compare with %j",
    (expected) => {
      expect(() => looseString("5", expected)).toThrow("looks like a number");
    },
  );

  test("refuses to compare with what is no text", () => {
    expect(() => looseString("5", 5)).toThrow("it is no text");
  });
});
