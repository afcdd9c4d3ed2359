import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hedgesG } from "./hedges-g.ts";

// statsmodels 0.13.5, effectsize_smd; oracle/make-oracle.py writes the file.
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, "oracle/oracle.json"), "utf8")) as {
  readonly hedgesG: readonly (readonly [number[], number[], number])[];
};
const before = [4, 5, 4, 4, 5, 3, 4, 5, 4, 4];
const after = [3, 4, 3, 4, 4, 3, 3, 4, 3, 4];
const sample = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 20 });

test("agrees with statsmodels, for samples of unlike size too", () => {
  expect(oracle.hedgesG).toHaveLength(3);
  for (const [first, second, g] of oracle.hedgesG) expect(hedgesG(first, second)).toBeCloseTo(g, 10);
});

// Computed with NumPy 1.24.2: Cohen's d of -1.2024565021 times 1 - 3/71.
test("corrects for few values", () => {
  expect(hedgesG(before, after)).toBeCloseTo(-1.1516484809, 9);
});

test("turns its sign with the samples, and knows neither unit nor zero point", () => {
  fc.assert(
    fc.property(sample, sample, fc.integer({ min: 1, max: 9 }), (first, second, unit) => {
      const g = hedgesG(first, second);
      const moved = (values: readonly number[]): number[] => values.map((value) => unit * value + 7);

      if (!Number.isFinite(g)) return;
      expect(hedgesG(second, first)).toBeCloseTo(-g, 9);
      expect(hedgesG(moved(first), moved(second))).toBeCloseTo(g, 9);
    }),
  );
});

test("constant samples are no change when equal and an infinite one when not", () => {
  expect(hedgesG([0.1, 0.1, 0.1], [0.1, 0.1, 0.1])).toBe(0);
  expect(hedgesG([0.1, 0.1, 0.1], [0.2, 0.2, 0.2])).toBe(Infinity);
});
