import { expect, test } from "vitest";
import { servesAnother } from "./served-model.ts";

test.each([
  ["gpt-4o", "gpt-4o"],
  ["gpt-4o", undefined],
  ["gpt-4o", "gpt-4o-2024-08-06"],
  ["gpt-4", "gpt-4-0613"],
  ["claude-sonnet-4", "claude-sonnet-4-20250514"],
  ["claude-sonnet-4-20250514", "claude-sonnet-4"],
  ["claude-3-5-haiku-latest", "claude-3-5-haiku-20241022"],
  ["gemini-2.5-pro", "gemini-2.5-pro-preview-05-06"],
  ["openai/gpt-5", "gpt-5-2025-08-07"],
  ["GPT-4o", "gpt-4o"],
])("%s may be served as %s", (asked, served) => {
  expect(servesAnother(asked, served, undefined)).toBe(false);
});

test.each([
  ["gpt-4o", "gpt-4o-mini"],
  ["gpt-4o-mini", "gpt-4o"],
  ["gpt-4o", "gpt-4o-mini-2024-07-18"],
  ["gpt-4", "gpt-4.1"],
  ["gpt-5", "gpt-5-nano"],
  ["gpt-4o-2024-08-06", "gpt-4o-2024-05-13"],
  ["claude-3-5-haiku-latest", "claude-3-opus-20240229"],
  ["my-deployment", "gpt-4o"],
])("%s is not served by %s", (asked, served) => {
  expect(servesAnother(asked, served, undefined)).toBe(true);
});

test("takes the names that a model is declared to be served as", () => {
  expect(servesAnother("my-deployment", "gpt-4o-2024-08-06", "gpt-4o")).toBe(false);
  expect(servesAnother("my-deployment", "gpt-5", ["gpt-4o", "gpt-4.1"])).toBe(true);
});
