import { expect, test } from "vitest";
import { brokenRule } from "./rule-checks.ts";

// The keys of "One Token to Fool LLM-as-a-Judge" (arXiv 2507.08794), and what hides them.
test.each([
  ["", "empty-output"],
  [" \n\t", "empty-output"],
  ["\u200b\ufeff\u{e0020}", "empty-output"],
  [".", "punctuation-only"],
  [",", "punctuation-only"],
  [":", "punctuation-only"],
  ["---\n***", "punctuation-only"],
  ["Thought process:", "opener-only"],
  ["Let's solve this problem step by step.", "opener-only"],
  ["Let’s  solve this problem\nstep by step", "opener-only"],
  ["**Solution**", "opener-only"],
  ["解", "opener-only"],
  ["かいせつ", "opener-only"],
  ["Respuesta", "opener-only"],
  ["Thought\u200b process:", "opener-only"],
])("finds %j without content: %s", (output, rule) => {
  expect(brokenRule(output)).toBe(rule);
});

test.each(["42", "No.", "👍", "Solution: restart the router.", "解は3です"])(
  "finds content in %j",
  (output) => {
    expect(brokenRule(output)).toBeUndefined();
  },
);
