import { describe, expect, test } from "vitest";
import type { JsonValue } from "../dataset/json-value.ts";
import { diffArgs } from "./diff-args.ts";

/** The runner's own equality, as a matcher gets it. */
function equals(actual: unknown, expected: unknown): boolean {
  try {
    expect(actual).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}

const reasons = (expected: unknown, actual: JsonValue, exact = false): string[] =>
  diffArgs(expected, actual, { exact, equals }).map(({ path, reason }) => `${path} ${reason}`);

// The first five are the kinds of difference of the Berkeley function calling leaderboard's checker.
describe("diffArgs", () => {
  test.each([
    ["a missing argument", { a: 1, b: 2 }, { a: 1 }, ["b missing"]],
    ["an argument that may not be there", { a: undefined }, { a: 1 }, ["a unexpected"]],
    ["a text for a number", { a: 10 }, { a: "10" }, ["a type"]],
    ["a boolean for a number", { a: 1 }, { a: true }, ["a type"]],
    ["another value", { a: 10 }, { a: 11 }, ["a value"]],
    ["null for a missing one", { a: null }, {}, ["a missing"]],
    ["null for a value", { a: 1 }, { a: null }, ["a type"]],
    ["an object for a list", { a: [] }, { a: {} }, ["a type"]],
    ["a shorter list", { a: [1, 2] }, { a: [1] }, ["a value"]],
    ["another order", { a: [1, 2] }, { a: [2, 1] }, ["a[0] value", "a[1] value"]],
    ["depths", { a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 2 }] } }, ["a.b[0].c value"]],
    ["case", { a: "x" }, { a: "X" }, ["a value"]],
    ["names of prototypes", { toString: 1 }, {}, ["toString missing"]],
    ["names that are no identifiers", { "a b": 1 }, {}, ['"a b" missing']],
    ["a negative sign", { a: "5" }, { a: "-5" }, ["a value"]],
  ])("tells %s", (_, expected, actual, differences) => {
    expect(reasons(expected, actual as JsonValue)).toEqual(differences);
  });

  test("takes expected arguments for a part, at any depth", () => {
    expect(reasons({ a: { b: 1 }, l: [{ x: 1 }] }, { a: { b: 1, c: 2 }, d: 3, l: [{ x: 1, y: 2 }] })).toEqual(
      [],
    );
  });

  test("takes them for the whole when exact, at any depth", () => {
    const differences = reasons(
      { a: { b: 1 }, l: [{ x: 1 }] },
      { a: { b: 1, c: 2 }, d: 3, l: [{ x: 1, y: 2 }] },
      true,
    );

    expect(differences).toEqual(["a.c unexpected", "l[0].y unexpected", "d unexpected"]);
  });

  test("takes 0 and -0, and the order of keys, for equal", () => {
    expect(reasons({ a: 0, b: 1 }, { b: 1, a: -0 }, true)).toEqual([]);
  });

  test("asks asymmetric matchers, but not about an argument that is missing", () => {
    const expected = { a: expect.any(Number) as unknown, b: expect.arrayContaining([1]) as unknown };

    expect(reasons(expected, { a: 1, b: [2, 1] })).toEqual([]);
    expect(reasons(expected, { a: "1", b: [] })).toEqual(["a value", "b value"]);
    expect(reasons({ a: expect.not.stringContaining("x") as unknown }, {})).toEqual(["a missing"]);
    expect(reasons(expect.objectContaining({ a: 1 }), { a: 1 })).toEqual([]);
  });

  test("does not reach the prototype of Object", () => {
    const sent = JSON.parse('{"__proto__":{"polluted":1}}') as JsonValue;

    expect(reasons(JSON.parse('{"__proto__":{"polluted":2}}'), sent)).toEqual(["__proto__.polluted value"]);
  });
});
