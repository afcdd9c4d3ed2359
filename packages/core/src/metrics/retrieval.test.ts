import fc from "fast-check";
import { expect, test } from "vitest";
import { averagePrecision, contextPrecision } from "./average-precision.ts";
import { ndcg } from "./ndcg.ts";
import { precisionAtK } from "./precision-at-k.ts";
import { recallAtK } from "./recall-at-k.ts";
import { reciprocalRank } from "./reciprocal-rank.ts";

const ranking = ["d1", "d2", "d3", "d4", "d5", "d6"];
const graded = { d1: 3, d2: 2, d3: 3, d5: 1, d6: 2 };

// scikit-learn 1.2.1 ndcg_score for the linear gain; Burges' definition by hand for the exponential one.
test("NDCG of the textbook ranking 3, 2, 3, 0, 1, 2", () => {
  expect(ndcg(ranking, graded)).toBeCloseTo(0.9608081943, 10);
  expect(ndcg(ranking, graded, { k: 3 })).toBeCloseTo(0.9777813616, 10);
  expect(ndcg(ranking, graded, { gain: "exponential" })).toBeCloseTo(0.9488107486, 10);
});

// Hand-computed: relevant at places 1, 3 and 6 of 6, one more relevant document was missed.
test("the metrics of a ranking by hand", () => {
  const relevant = ["d1", "d3", "d6", "missed"];

  expect(precisionAtK(ranking, relevant, 3)).toBeCloseTo(2 / 3, 12);
  expect(precisionAtK(ranking, relevant, 10)).toBeCloseTo(3 / 10, 12);
  expect(recallAtK(ranking, relevant, 3)).toBeCloseTo(2 / 4, 12);
  expect(reciprocalRank(ranking, ["d4"])).toBe(1 / 4);
  expect(reciprocalRank(ranking, ["missed"])).toBe(0);
  expect(averagePrecision(ranking, relevant)).toBeCloseTo((1 + 2 / 3 + 3 / 6) / 4, 12);
});

// Ragas' documented examples of context precision, without its additive 1e-10.
test.each([
  [[true, false, true], 0.8333333333],
  [[false, true, true], 0.5833333333],
  [[true, false, false, true, false, true], 0.6666666667],
  [[false, false], 0],
])("context precision of %j is %d", (verdicts, expected) => {
  expect(contextPrecision(verdicts)).toBeCloseTo(expected, 10);
});

// Ragas adds 1e-10 to the denominator, so that 1 comes out as 0.99999999997.
test("context precision of relevant contexts alone is 1, exactly", () => {
  expect(contextPrecision([true])).toBe(1);
  expect(contextPrecision([true, true, true])).toBe(1);
});

// Ragas' denominator is what is relevant among the retrieved: only a recall sees what was missed.
test("context precision does not see a missed document, recall and average precision do", () => {
  expect(contextPrecision([true])).toBe(1);
  expect(recallAtK(["a"], ["a", "missed"], 1)).toBe(0.5);
  expect(averagePrecision(["a"], ["a", "missed"])).toBe(0.5);
});

test("a query without relevant documents has no figure", () => {
  expect([
    recallAtK(["a"], [], 1),
    reciprocalRank(["a"], []),
    averagePrecision(["a"], []),
    ndcg(["a"], {}),
  ]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
});

test("a document retrieved twice counts once", () => {
  expect(recallAtK(["a", "a"], ["a", "b"], 2)).toBe(0.5);
  expect(precisionAtK(["a", "a"], ["a", "b"], 2)).toBe(0.5);
});

test.each([0, -1, 1.5, Number.NaN])("k = %d is refused", (k) => {
  expect(() => precisionAtK([], [], k)).toThrow(RangeError);
});

test("every metric agrees with a slow definition on random rankings", () => {
  const ids = fc.uniqueArray(fc.constantFrom(..."abcdefghij"), { minLength: 1 });
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 1, max: 12 }), (ranked, relevant, k) => {
      const top = ranked.slice(0, k);
      const hits = top.filter((id) => relevant.includes(id)).length;
      const slowAverage =
        ranked
          .map((id, i) =>
            relevant.includes(id)
              ? ranked.slice(0, i + 1).filter((x) => relevant.includes(x)).length / (i + 1)
              : 0,
          )
          .reduce((a, b) => a + b, 0) / relevant.length;
      expect(precisionAtK(ranked, relevant, k)).toBeCloseTo(hits / k, 12);
      expect(recallAtK(ranked, relevant, k)).toBeCloseTo(hits / relevant.length, 12);
      expect(averagePrecision(ranked, relevant)).toBeCloseTo(slowAverage, 12);
      expect(ndcg(ranked, relevant, { k })).toBeGreaterThanOrEqual(0);
      expect(ndcg(ranked, relevant, { k })).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test("the ideal ranking has an NDCG of 1", () => {
  expect(ndcg(["d1", "d3", "d2", "d6", "d5"], graded)).toBe(1);
});
