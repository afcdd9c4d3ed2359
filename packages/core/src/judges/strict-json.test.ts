import fc from "fast-check";
import { expect, test } from "vitest";
import { parseStrictJson } from "./strict-json.ts";

test.each([
  ['{"a":1}', { value: { a: 1 } }],
  [' \n{"a":[{"b":1},{"b":2}]}\n', { value: { a: [{ b: 1 }, { b: 2 }] } }],
  ['```json\n{"a":1}\n```', { value: { a: 1 } }],
  ['```\n{"a":1}\n```', { value: { a: 1 } }],
  ['{"a":"```"}', { value: { a: "```" } }],
  ['{"a":"{\\"a\\":1}","b":"a\\":"}', { value: { a: '{"a":1}', b: 'a":' } }],
  ["I cannot help with that.", { problem: "not-json" }],
  ['{"a":1', { problem: "not-json" }],
  ["{'a':1}", { problem: "not-json" }],
  ['{"a":1,}', { problem: "not-json" }],
  ['{"a":NaN}', { problem: "not-json" }],
  ['{"a":1} {"a":2}', { problem: "ambiguous" }],
  ['Here it is: {"a":1}', { problem: "ambiguous" }],
  ['{"a":1}\nThat was it.', { problem: "ambiguous" }],
  ['```json\n{"a":1}\n```\n```json\n{"a":2}\n```', { problem: "ambiguous" }],
  ['Sure:\n```json\n{"a":1}\n```', { problem: "ambiguous" }],
  ['{"a":1,"a":2}', { problem: "duplicate-key" }],
  ['{"a":1,"\\u0061":2}', { problem: "duplicate-key" }],
  ['{"x":[{"a":1,"b":{"a":1},"a":2}]}', { problem: "duplicate-key" }],
])("reads %j", (text, result) => {
  expect(parseStrictJson(text)).toEqual(result);
});

test("reads every JSON value back, however it is laid out", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(parseStrictJson(text)).toEqual({ value: JSON.parse(text) });
    }),
  );
});

test("refuses every object with anything but space after it", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.string()),
      fc.string().filter((text) => text.trim() !== ""),
      (value, tail) => {
        expect(parseStrictJson(`${JSON.stringify(value)}${tail}`)).toHaveProperty("problem");
      },
    ),
  );
});
