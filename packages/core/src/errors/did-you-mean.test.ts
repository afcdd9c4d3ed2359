import { expect, test } from "vitest";
import { didYouMean, nearestName } from "./did-you-mean.ts";

const fields = ["id", "input", "expected", "metadata", "reviewedBy"];

test.each([
  ["inputs", "input"],
  ["Input", "input"],
  ["inptu", "input"],
  ["reviewed_by", "reviewedBy"],
  ["meta data", "metadata"],
  ["exepcted", "expected"],
])("takes %s for %s", (name, expected) => {
  expect(nearestName(name, fields)).toBe(expected);
});

test.each(["temperature", "x", "question", ""])("finds nothing near %j", (name) => {
  expect(nearestName(name, fields)).toBeUndefined();
});

test("makes a sentence, or nothing", () => {
  expect(didYouMean("inputs", fields)).toBe(' Did you mean "input"?');
  expect(didYouMean("temperature", fields)).toBe("");
});

test("is quick with a very long name", () => {
  expect(nearestName("x".repeat(1_000_000), fields)).toBeUndefined();
});
