import { expect, test } from "vitest";
import { lengthPenalty } from "./length-penalty.ts";
import { weightedScore } from "./weighted-score.ts";

const tokens = (probabilities: { readonly [token: string]: number }) =>
  Object.entries(probabilities).map(([token, probability]) => ({ token, probability }));

test("weights scores by their probability, without the improbable", () => {
  // DeepEval's own function, run on these numbers.
  expect(weightedScore(tokens({ 8: 0.6, 7: 0.3, 9: 0.08, 6: 0.005 }))).toBeCloseTo(7.7755102041, 10);
});

test("leaves out what is no whole number", () => {
  expect(weightedScore(tokens({ "4": 0.5, " 5": 0.3, four: 0.1, "4.5": 0.05, "-1": 0.02 }))).toBeCloseTo(
    4.375,
    12,
  );
});

// As DeepEval's function, which weights decimal tokens alone.
test.each(["1.0", "1e1", "٣", "", " "])("takes %j for no score", (token) => {
  expect(weightedScore([{ token, probability: 0.9 }])).toBeNaN();
});

test("knows no score where no token counts", () => {
  expect(weightedScore(tokens({ good: 0.9, 5: 0.001 }))).toBeNaN();
  expect(weightedScore([])).toBeNaN();
});

test.each([1.01, -0.1, Number.NaN])("refuses the probability %d", (probability) => {
  expect(() => weightedScore([{ token: "4", probability }])).toThrow("probability");
});

test.each([
  // FActScore with gamma 10: exp(1 - 10 / 5).
  [5, 0.3678794412],
  [10, 1],
  [11, 1],
  [0, 0],
])("a length of %i claims is worth %d", (claims, penalty) => {
  expect(lengthPenalty(claims)).toBeCloseTo(penalty, 10);
});

test.each([
  [-1, 10],
  [1.5, 10],
  [3, 0],
  [3, Number.NaN],
])("refuses %d claims with gamma %d", (claims, gamma) => {
  expect(() => lengthPenalty(claims, gamma)).toThrow("length penalty");
});
