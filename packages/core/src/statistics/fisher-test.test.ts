import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fisherTest } from "./fisher-test.ts";

// scipy 1.10.1; oracle/make-oracle.py writes the file.
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, "oracle/oracle.json"), "utf8")) as {
  readonly fisher: readonly (readonly [number, number, number, number, number])[];
};

const counts = fc
  .nat({ max: 40 })
  .chain((total) => fc.nat({ max: total }).map((passed) => ({ passed, total })));

// scipy 1.10.1, scipy.stats.fisher_exact([[8, 2], [1, 5]]).
test("has the p-value of scipy", () => {
  expect(fisherTest({ passed: 8, total: 10 }, { passed: 1, total: 6 })).toBeCloseTo(0.034965034965, 10);
});

test("agrees with scipy over thousands of cases too", () => {
  expect(oracle.fisher.length).toBeGreaterThan(3);
  for (const [a, n, b, m, p] of oracle.fisher) {
    expect(fisherTest({ passed: a, total: n }, { passed: b, total: m }) / p).toBeCloseTo(1, 7);
  }
});

test("two equal rates are no difference", () => {
  expect(fisherTest({ passed: 9, total: 10 }, { passed: 9, total: 10 })).toBeCloseTo(1, 12);
});

test("is a probability, and the same either way round", () => {
  fc.assert(
    fc.property(counts, counts, (first, second) => {
      const p = fisherTest(first, second);

      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
      expect(fisherTest(second, first)).toBeCloseTo(p, 10);
    }),
  );
});
