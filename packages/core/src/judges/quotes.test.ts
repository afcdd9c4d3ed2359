import { expect, test } from "vitest";
import { occursIn } from "./quotes.ts";

const text = "Refunds are available\n  within 30 days — “no questions asked”.";

test.each([
  ["available within 30 days", true],
  ['"no questions asked"', true],
  ["Refunds ... 30 days", true],
  ["Refunds […] questions", true],
  ["30 days ... Refunds", false],
  ["refunds", false],
  ["within 60 days", false],
  ["", false],
  ["...", false],
  [" \u200b ", false],
])("finds %j: %s", (quote, found) => {
  expect(occursIn(quote, text)).toBe(found);
});
