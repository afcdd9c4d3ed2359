import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test("equal objects give equal text whatever the order of their keys", () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
});

test("a key named __proto__ is data", () => {
  expect(canonicalJson(JSON.parse('{"__proto__":{"x":1},"a":2}'))).toBe('{"__proto__":{"x":1},"a":2}');
});

test("undefined is null", () => {
  expect(canonicalJson(undefined)).toBe("null");
});
