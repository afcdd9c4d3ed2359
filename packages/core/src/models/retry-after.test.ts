import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const read = (headers: { readonly [name: string]: string }): number | undefined =>
  retryAfterMs((name) => headers[name], now);

test.each([
  ["whole seconds", "5", 5000],
  ["fractions of a second", "0.5", 500],
  ["an HTTP date to come", "Sat, 21 Nov 2026 12:00:03 GMT", 3000],
  ["a date in the form of RFC 850", "Saturday, 21-Nov-26 12:00:03 GMT", 3000],
])("reads %s", (_what, value, expected) => {
  expect(read({ "retry-after": value })).toBe(expected);
});

test.each([
  ["zero", "0"],
  ["a negative number", "-1"],
  ["a date that has passed", "Wed, 21 Oct 2015 07:28:00 GMT"],
  ["a word", "soon"],
  ["a word that Date.parse takes for a date", "in 5"],
  ["an empty value", ""],
  ["infinity", "Infinity"],
  ["a number in another notation", "1e3"],
])("ignores %s", (_what, value) => {
  expect(read({ "retry-after": value })).toBeUndefined();
});

test("prefers milliseconds, unless they say nothing", () => {
  expect(read({ "retry-after-ms": "250", "retry-after": "9" })).toBe(250);
  expect(read({ "retry-after-ms": "-3", "retry-after": "9" })).toBe(9000);
});
