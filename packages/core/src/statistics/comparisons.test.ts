import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonVerdict } from "./comparison-verdict.ts";
import { mcnemarTest } from "./mcnemar-test.ts";
import { pairedDifferences, pairedTTest } from "./paired-t-test.ts";
import { casesNeeded, mcnemarPower, smallestSignificant } from "./power.ts";
import { signFlipTest } from "./sign-flip-test.ts";
import { welchTTest } from "./welch-t-test.ts";

// scipy 1.10.1 and statsmodels 0.13.5; oracle/make-oracle.py writes the file.
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, "oracle/oracle.json"), "utf8")) as {
  readonly pairedT: readonly (readonly [number[], number[], number, number])[];
  readonly welch: readonly (readonly [number[], number[], number, number])[];
  readonly mcnemar: readonly (readonly [number, number, number, number, number, number])[];
};
const before = [4, 5, 4, 4, 5, 3, 4, 5, 4, 4];
const after = [3, 4, 3, 4, 4, 3, 3, 4, 3, 4];

// scipy.stats.binomtest; mid-p from statsmodels.
test.each([
  [9, 1, 0.021484375, 0.01171875, 0.0107421875, 0.994140625],
  [5, 0, 0.0625, 0.03125, 0.03125, 0.984375],
  [6, 0, 0.03125, 0.015625, 0.015625, 0.9921875],
  [12, 4, 0.0768127441, 0.049041748, 0.0384063721, 0.975479126],
  [0, 0, 1, 1, 1, 0.5],
])(
  "McNemar's exact test of %i broken and %i mended cases",
  (broken, mended, twoSided, midP, worse, chance) => {
    const result = mcnemarTest(broken, mended);

    expect(result.twoSided).toBeCloseTo(twoSided, 10);
    expect(result.midP).toBeCloseTo(midP, 9);
    expect(result.worse).toBeCloseTo(worse, 9);
    expect(result.chanceWorse).toBeCloseTo(chance, 9);
  },
);

test("McNemar's exact test of 121 broken and 59 mended cases", () => {
  const { twoSided, midP, worse } = mcnemarTest(121, 59);

  expect(twoSided / 4.4344492638e-6).toBeCloseTo(1, 9);
  expect(midP / 3.2666e-6).toBeCloseTo(1, 4);
  expect(worse / 2.2172e-6).toBeCloseTo(1, 4);
});

// scipy.stats.binomtest, and the definition of Fagerland, Lydersen and Laake in fractions, their two examples among them.
test("McNemar's test agrees with scipy, where both counts are alike too", () => {
  expect(oracle.mcnemar.length).toBeGreaterThan(5);
  for (const [broken, mended, ...expected] of oracle.mcnemar) {
    const { twoSided, midP, worse, chanceWorse } = mcnemarTest(broken, mended);
    [twoSided, midP, worse, chanceWorse].forEach((value, index) =>
      expect(value / (expected[index] ?? Number.NaN)).toBeCloseTo(1, 9),
    );
  }
});

test("McNemar's p is the share of all sign assignments that are as extreme", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }), (broken, mended) => {
      const flips = broken + mended;
      let extreme = 0;
      for (let signs = 0; signs < 2 ** flips; signs++) {
        const ones = signs.toString(2).replaceAll("0", "").length;
        if (Math.min(ones, flips - ones) <= Math.min(broken, mended)) extreme++;
      }
      return Math.abs(mcnemarTest(broken, mended).twoSided - Math.min(1, extreme / 2 ** flips)) < 1e-12;
    }),
  );
});

test("the paired t test agrees with scipy", () => {
  for (const [first, second, t, p] of oracle.pairedT) {
    const result = pairedTTest(first, second);
    expect(result.t).toBeCloseTo(t, 9);
    expect(result.p).toBeCloseTo(p, 9);
  }
  const result = pairedTTest(before, after);
  expect(result).toMatchObject({ df: 9, difference: expect.closeTo(-0.7, 12) });
  expect(result.standardError).toBeCloseTo(0.1527525232, 10);
  expect(result.t).toBeCloseTo(-4.582575695, 9);
  expect(result.p).toBeCloseTo(0.0013229506, 10);
  expect(result.interval.low).toBeCloseTo(-1.0455502144, 9);
  expect(result.interval.high).toBeCloseTo(-0.3544497856, 9);
});

test("Welch's test agrees with scipy", () => {
  for (const [first, second, t, p] of oracle.welch) {
    const result = welchTTest(first, second);
    expect(result.t).toBeCloseTo(t, 9);
    expect(result.p).toBeCloseTo(p, 9);
  }
  const result = welchTTest(before, after);
  expect(result.t).toBeCloseTo(-2.6887744786, 9);
  expect(result.df).toBeCloseTo(17.4331077564, 9);
  expect(result.p).toBeCloseTo(0.0152969377, 10);
  expect(result.interval.low).toBeCloseTo(-1.2482352081, 9);
  expect(result.interval.high).toBeCloseTo(-0.1517647919, 9);
  expect(result.standardError).toBeCloseTo(0.26, 3);
});

test("constant scores are no change when equal and certain change when not", () => {
  expect(welchTTest([5, 5, 5], [5, 5, 5])).toMatchObject({ t: 0, p: 1, difference: 0 });
  expect(welchTTest([5, 5, 5], [4, 4, 4])).toMatchObject({ t: -Infinity, p: 0, difference: -1 });
});

// 0.1 + 0.2 is 0.30000000000000004: as twelve equal differences it would be a certain change.
test("scores that differ by the rounding of their last digit are no change", () => {
  const before = Array.from({ length: 12 }, () => 0.3);
  const after = Array.from({ length: 12 }, () => 0.1 + 0.2);

  expect(pairedTTest(before, after)).toMatchObject({ difference: 0, t: 0, p: 1 });
  expect(signFlipTest(pairedDifferences(before, after)).p).toBe(1);
  expect(pairedDifferences([0.3, 0], [0.3 + 1e-9, 1e-300])).toEqual([expect.closeTo(1e-9, 15), 1e-300]);
});

test("the sign-flip test counts every assignment for few cases and is seeded for many", () => {
  const differences = after.map((value, index) => value - (before[index] ?? 0));
  const many = Array.from({ length: 40 }, (_, index) => (index % 3) - 1 + 0.2);

  expect(differences.filter((difference) => difference !== 0)).toHaveLength(7);
  expect(signFlipTest(differences)).toEqual({ p: 0.015625, exact: true });
  expect(signFlipTest(many)).toEqual(signFlipTest(many));
  expect(signFlipTest(many).exact).toBe(false);
  expect(signFlipTest(Array.from({ length: 16 }, () => 1))).toEqual({ p: 2 / 2 ** 16, exact: true });
  expect(signFlipTest(Array.from({ length: 40 }, () => 1))).toEqual({ p: 1 / 20_001, exact: false });
});

// Miller's formula with the figures of arXiv 2411.00640; the z values are scipy's.
test("the number of cases needed follows from change and variance", () => {
  const question = { change: 0.03, betweenVariance: 1 / 9 };

  expect(casesNeeded(question)).toBeCloseTo(968.9975, 2);
  expect(casesNeeded({ ...question, trialVariance: 2 / 6 })).toBeCloseTo(3875.99, 2);
  expect(casesNeeded({ ...question, trialVariance: 2 / 60 })).toBeCloseTo(1259.7, 1);
});

// By enumeration with scipy's binomial.
test.each([
  [50, 0.124],
  [100, 0.402],
  [200, 0.771],
  [300, 0.919],
  [400, 0.974],
])("McNemar's power over %i cases is %d", (cases, power) => {
  expect(mcnemarPower(cases, 0.065, 0.015)).toBeCloseTo(power, 3);
});

test("fewer than 5 one-way flips can never be significant at .05", () => {
  expect([0, 1, 2, 3, 4].map((flips) => smallestSignificant(flips) > flips)).not.toContain(false);
  expect(smallestSignificant(4)).toBe(5);
  expect(smallestSignificant(5)).toBe(5);
});

test.each([
  [-0.5, -0.8, -0.2, "regression"],
  [0.5, 0.2, 0.8, "improvement"],
  [-0.1, -0.15, -0.05, "trivial"],
  [0.05, -0.1, 0.2, "equivalent"],
  [-0.2, -0.6, 0.2, "inconclusive"],
] as const)("a difference of %d in (%d, %d) is %s", (difference, low, high, verdict) => {
  const interval = { low, high, level: 0.95, method: "paired-t" };

  expect(comparisonVerdict({ difference, interval, margin: 0.3, cases: 50 })).toBe(verdict);
  expect(comparisonVerdict({ difference, interval, margin: 0.3, cases: 9 })).toBe("insufficient-data");
});
