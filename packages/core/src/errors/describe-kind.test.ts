import { expect, test } from "vitest";
import { describeKind } from "./describe-kind.ts";

test.each([
  [undefined, "undefined"],
  [null, "null"],
  [5, "a number"],
  ["text", "a string of 4 characters"],
  [Promise.resolve(1), "a promise"],
  [[], "an empty array"],
  [[{ a: 1 }, 2], "an array of 2, first an object with the keys a"],
  [{}, "an object without keys"],
  [
    { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9 },
    "an object with the keys a, b, c, d, e, f, g, h and 1 more",
  ],
  [{ "\u001b[2J": 1 }, "an object with the keys \\u001b[2J"],
])("describes %j", (value, described) => {
  expect(describeKind(value)).toBe(described);
});
