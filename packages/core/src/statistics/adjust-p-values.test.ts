import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from "./adjust-p-values.ts";

// statsmodels 0.13.5 multipletests; oracle/make-oracle.py writes the file.
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, "oracle/oracle.json"), "utf8")) as {
  readonly adjusted: readonly (readonly number[][])[];
};
const methods = [holm, benjaminiHochberg, benjaminiYekutieli, bonferroni];
const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
const rejected = (adjusted: readonly number[]): number => adjusted.filter((p) => p <= 0.05).length;
const close = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 12));

test("adjusted p-values agree with statsmodels", () => {
  expect(oracle.adjusted).toHaveLength(2);
  for (const [raw = [], ...expected] of oracle.adjusted) {
    methods.forEach((adjust, index) => expect(adjust(raw)).toEqual(close(expected[index] ?? [])));
  }
});

test("five p-values by Holm, by Benjamini and Hochberg, and by Benjamini and Yekutieli", () => {
  const raw = [0.01, 0.02, 0.03, 0.04, 0.05];

  expect(holm(raw)).toEqual(close([0.05, 0.08, 0.09, 0.09, 0.09]));
  expect(benjaminiHochberg(raw)).toEqual(close(raw.map(() => 0.05)));
  expect(benjaminiYekutieli(raw)).toEqual(raw.map(() => expect.closeTo(0.1141667, 7)));
});

// Benjamini and Hochberg 1995, section 4.1; adjusted values of statsmodels 0.13.5 multipletests.
test("the example of Benjamini and Hochberg rejects four, and Bonferroni's bound three", () => {
  const raw = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];

  expect(benjaminiHochberg(raw).slice(0, 5)).toEqual(close([0.0015, 0.003, 0.0095, 0.035625, 0.0603]));
  expect(methods.map((adjust) => rejected(adjust(raw)))).toEqual([3, 4, 3, 3]);
});

test("a smaller p-value never ends behind a larger one, and the methods keep their order", () => {
  fc.assert(
    fc.property(pValues, (raw) => {
      const [byHolm, byHochberg, byYekutieli, byBonferroni] = methods.map((adjust) => adjust(raw));
      for (const adjusted of [byHolm, byHochberg, byYekutieli, byBonferroni]) {
        raw.forEach((p, i) => {
          expect(adjusted?.[i]).toBeGreaterThanOrEqual(p - 1e-15);
          expect(adjusted?.[i]).toBeLessThanOrEqual(1);
          raw.forEach((q, j) => {
            if (p < q) expect(adjusted?.[i]).toBeLessThanOrEqual(adjusted?.[j] ?? Number.NaN);
          });
        });
      }
      raw.forEach((_p, i) => {
        expect(byHochberg?.[i]).toBeLessThanOrEqual((byHolm?.[i] ?? Number.NaN) + 1e-15);
        expect(byHolm?.[i]).toBeLessThanOrEqual((byBonferroni?.[i] ?? Number.NaN) + 1e-15);
        expect(byHochberg?.[i]).toBeLessThanOrEqual((byYekutieli?.[i] ?? Number.NaN) + 1e-15);
      });
    }),
  );
});

// The definition: the smallest level at which the procedure of the paper would reject.
test("an adjusted p-value is the level at which the procedure begins to reject", () => {
  fc.assert(
    fc.property(pValues, (raw) => {
      const sorted = raw.toSorted((a, b) => a - b);
      const stepUp = (level: number): number => {
        const last = sorted.findLastIndex((p, index) => p <= ((index + 1) / sorted.length) * level);
        return last < 0 ? -1 : (sorted[last] ?? -1);
      };
      const stepDown = (level: number): number => {
        const kept = sorted.findIndex((p, index) => p > level / (sorted.length - index));
        return kept < 0 ? 1 : kept === 0 ? -1 : (sorted[kept - 1] ?? -1);
      };
      for (const [adjust, limit] of [
        [benjaminiHochberg, stepUp],
        [holm, stepDown],
      ] as const) {
        adjust(raw).forEach((level, index) => {
          const p = raw[index] ?? Number.NaN;
          // At 1 everything is rejected by convention.
          if (level < 1) expect(p).toBeLessThanOrEqual(limit(level * (1 + 1e-12)));
          if (level > 1e-300 && level < 1) expect(p).toBeGreaterThan(limit(level * (1 - 1e-9)));
        });
      }
    }),
  );
});

test("no p-value gives none", () => {
  expect(methods.map((adjust) => adjust([]))).toEqual([[], [], [], []]);
});
