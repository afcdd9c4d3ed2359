import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleVariance } from "./mean-variance.ts";
import { pearson } from "./pearson.ts";
import { spearman } from "./spearman.ts";

// scipy 1.10.1; oracle/make-oracle.py writes the file.
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, "oracle/oracle.json"), "utf8")) as {
  readonly [name in "pearson" | "spearman"]: readonly (readonly [number[], number[], number])[];
};
const pairs = fc.array(
  fc.tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.integer({ min: -9, max: 9 })),
  { minLength: 2, maxLength: 30 },
);

test("Pearson's correlation agrees with scipy", () => {
  expect(oracle.pearson).toHaveLength(3);
  for (const [first, second, r] of oracle.pearson) expect(pearson(first, second)).toBeCloseTo(r, 12);
});

// numpy.corrcoef gives 2/3.
test("Pearson's correlation of ten scores before and after", () => {
  expect(pearson([4, 5, 4, 4, 5, 3, 4, 5, 4, 4], [3, 4, 3, 4, 4, 3, 3, 4, 3, 4])).toBeCloseTo(2 / 3, 12);
});

test("Spearman's correlation agrees with scipy, ties included", () => {
  expect(oracle.spearman).toHaveLength(3);
  for (const [first, second, rho] of oracle.spearman) expect(spearman(first, second)).toBeCloseTo(rho, 12);
  expect(spearman([1, 2, 3, 4, 5, 3, 4, 2, 1, 5, 4, 3], [1, 2, 4, 4, 5, 3, 3, 2, 2, 5, 5, 3])).toBeCloseTo(
    0.9160644951,
    10,
  );
});

test("a constant list has no correlation, whatever its mean rounds to", () => {
  expect(pearson([0.1, 0.1, 0.1], [1, 2, 3])).toBeNaN();
  expect(spearman([1, 2, 3], [0.1, 0.1, 0.1])).toBeNaN();
});

test("correlations lie from -1 to 1, and are the same either way round", () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const [first, second] = [list.map(([value]) => value), list.map(([, value]) => value)];
      for (const correlate of [pearson, spearman]) {
        const r = correlate(first, second);
        if (Number.isNaN(r)) continue;
        expect(Math.abs(r)).toBeLessThanOrEqual(1);
        expect(correlate(second, first)).toBeCloseTo(r, 9);
        expect(
          correlate(
            first,
            second.map((value) => -value),
          ),
        ).toBeCloseTo(-r, 9);
      }
    }),
  );
});

test("Pearson's correlation says by how much pairing narrows a difference", () => {
  const [first, second] = [
    [1, 4, 2, 8, 5, 7],
    [2, 3, 4, 9, 5, 8],
  ];
  const spread = Math.sqrt(sampleVariance(first) * sampleVariance(second));
  const paired = sampleVariance(first.map((value, index) => value - (second[index] ?? 0)));

  expect(paired).toBeCloseTo(
    sampleVariance(first) + sampleVariance(second) - 2 * pearson(first, second) * spread,
    12,
  );
});
