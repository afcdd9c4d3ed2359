import fc from "fast-check";
import { expect, test } from "vitest";
import { confusionMatrix } from "./confusion-matrix.ts";
import { levenshteinDistance, levenshteinSimilarity } from "./levenshtein.ts";
import { numericCloseness } from "./numeric-closeness.ts";

// scikit-learn's documented example of precision_recall_fscore_support: precision 0.67, 0, 0; recall 1, 0, 0; F1 0.8, 0, 0.
test("counts and per-class figures of scikit-learn's example", () => {
  const expected = ["cat", "dog", "pig", "cat", "dog", "pig"];
  const predicted = ["cat", "pig", "dog", "cat", "cat", "dog"];
  const matrix = confusionMatrix(expected.map((label, index) => [label, predicted[index] as string]));

  expect(matrix.labels).toEqual(["cat", "dog", "pig"]);
  expect(matrix.counts).toEqual([
    [2, 0, 0],
    [1, 0, 1],
    [0, 2, 0],
  ]);
  expect(matrix.perClass.get("cat")).toEqual({ support: 2, precision: 2 / 3, recall: 1, f1: 0.8 });
  expect(matrix.perClass.get("dog")).toEqual({ support: 2, precision: 0, recall: 0, f1: 0 });
  expect(matrix.macroF1).toBeCloseTo(0.8 / 3, 12);
  expect(matrix.microF1).toBeCloseTo(1 / 3, 12);
});

test("a class that was never predicted has no precision", () => {
  expect(confusionMatrix([["a", "b"]]).perClass.get("a")).toMatchObject({ precision: Number.NaN, recall: 0 });
});

test("no items give no accuracy", () => {
  expect(confusionMatrix([]).accuracy).toBeNaN();
});

test.each([
  ["kitten", "sitting", 3],
  ["flaw", "lawn", 2],
  ["", "abc", 3],
  ["👍", "👎", 1],
])("the distance of %s and %s is %i", (first, second, distance) => {
  expect(levenshteinDistance(first, second)).toBe(distance);
});

test("the distance is a metric", () => {
  const text = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      expect(levenshteinDistance(a, b)).toBe(levenshteinDistance(b, a));
      expect(levenshteinDistance(a, b) === 0).toBe(a === b);
      expect(levenshteinDistance(a, c)).toBeLessThanOrEqual(
        levenshteinDistance(a, b) + levenshteinDistance(b, c),
      );
      expect(levenshteinSimilarity(a, b)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("numeric closeness is relative to the larger number", () => {
  expect(numericCloseness(99, 100)).toBeCloseTo(0.99, 12);
  expect(numericCloseness(0, 0)).toBe(1);
  expect(numericCloseness(-1, 1)).toBe(0);
  expect(numericCloseness(Number.NaN, 1)).toBeNaN();
});
