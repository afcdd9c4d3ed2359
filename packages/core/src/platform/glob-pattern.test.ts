import { expect, test } from "vitest";
import { matchesGlob } from "./glob-pattern.ts";

const evalFiles = "**/*.eval.{test,spec}.{js,mjs,cjs,ts,mts,cts,jsx,tsx}";

test("two stars span folders, also none", () => {
  expect(matchesGlob(evalFiles, "support.eval.test.ts")).toBe(true);
  expect(matchesGlob(evalFiles, "src/a/support.eval.spec.mjs")).toBe(true);
});

test("one star stays within a folder", () => {
  expect(matchesGlob("evals/*.test.ts", "evals/a.test.ts")).toBe(true);
  expect(matchesGlob("evals/*.test.ts", "evals/deep/a.test.ts")).toBe(false);
});

test("braces offer alternatives, brackets a class, a question mark one character", () => {
  expect(matchesGlob("{a,b}/x", "b/x")).toBe(true);
  expect(matchesGlob("{a,b}/x", "c/x")).toBe(false);
  expect(matchesGlob("v[12]/?.ts", "v2/a.ts")).toBe(true);
  expect(matchesGlob("v[!12]/?.ts", "v2/a.ts")).toBe(false);
});

test("a dot is a dot, and a comma outside of braces a comma", () => {
  expect(matchesGlob("a.ts", "aXts")).toBe(false);
  expect(matchesGlob("a,b", "a,b")).toBe(true);
});

test("a leading ./ is ignored, and the whole path has to match", () => {
  expect(matchesGlob("./evals/**", "evals/a/b.ts")).toBe(true);
  expect(matchesGlob("evals/**", "other/evals/a.ts")).toBe(false);
});
