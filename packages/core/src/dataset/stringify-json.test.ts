import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "./json-parser.ts";
import { stringifyJson } from "./stringify-json.ts";

test("writes any JSON value so that parsing gives it back, -0 and large integers included", () => {
  const leaf = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: "binary" }),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("value")),
      fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), tie("value")),
    ),
  }));
  fc.assert(
    fc.property(
      value,
      fc.constantFrom({}, { indent: "  " }, { indent: "\t", margin: "  " }),
      (given, options) => {
        const result = parseJson(stringifyJson(given, options));
        expect(result).toHaveProperty("value");
        expect(stringifyJson("value" in result ? result.value : undefined)).toBe(stringifyJson(given));
      },
    ),
  );
});

test("keeps -0 and an integer beyond 2^53", () => {
  expect(parseJson(stringifyJson([-0, 2 ** 60, 1e21]))).toEqual({ value: [-0, 2 ** 60, 1e21] });
});

test("writes equal values with sorted keys as equal text", () => {
  expect(stringifyJson({ b: [{ d: 1, c: 2 }], a: 1 }, { sortKeys: true })).toBe(
    '{"a":1,"b":[{"c":2,"d":1}]}',
  );
});

class Money {
  amount = 1;
}
const loop: unknown[] = [];
loop.push(loop);

test.each([
  ["NaN", { a: [NaN] }, 'Failed to write "a[0]" as JSON: it is NaN'],
  ["Infinity", { a: Infinity }, '"a" as JSON: it is Infinity'],
  ["undefined", { a: undefined }, '"a" as JSON: it is undefined'],
  ["a hole", Array.from({ length: 1 }), '"[0]" as JSON: it is undefined'],
  ["a function", { a: () => 1 }, "it is a function"],
  ["a bigint", [1n], "it is 1n"],
  ["a Date", { at: new Date(0) }, "it is an instance of Date"],
  ["a Map", { map: new Map() }, "it is an instance of Map"],
  ["a class instance", { price: new Money() }, "it is an instance of Money"],
  ["a loop", loop, "nested more than 500 deep"],
])("refuses %s, which JSON would lose", (_name, value, message) => {
  expect(() => stringifyJson(value)).toThrow(message);
});
