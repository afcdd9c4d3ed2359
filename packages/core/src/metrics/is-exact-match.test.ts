import { expect, test } from "vitest";
import { isExactMatch } from "./is-exact-match.ts";

test("ignores case, punctuation and articles", () => {
  expect(isExactMatch("The Enterprise plan.", "enterprise plan")).toBe(true);
});

test("tells different texts apart", () => {
  expect(isExactMatch("24/7", "24 7")).toBe(false);
});

test("compares as they are where asked to", () => {
  expect(isExactMatch("Yes.", "yes", { normalization: "none" })).toBe(false);
});
