import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { binomialCdf } from "./binomial-distribution.ts";
import { bonettPriceInterval } from "./bonett-price-interval.ts";
import { clopperPearsonInterval, exactLowerBound, exactLowerTail } from "./clopper-pearson-interval.ts";
import { newcombeInterval } from "./newcombe-interval.ts";
import { wilsonInterval } from "./wilson-interval.ts";

// statsmodels 0.13.5 proportion_confint and confint_proportions_2indep; oracle/make-oracle.py writes the file.
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, "oracle/oracle.json"), "utf8")) as {
  readonly wilson: readonly Row[];
  readonly clopperPearson: readonly Row[];
  readonly newcombe: readonly (readonly [number, number, number, number, number, number])[];
};
type Row = readonly [passed: number, total: number, level: number, low: number, high: number];

test("Wilson's interval agrees with statsmodels", () => {
  for (const [passed, total, level, low, high] of oracle.wilson) {
    const interval = wilsonInterval(passed, total, level);
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  }
});

// statsmodels 0.13.5 proportion_confint(method="wilson"): agreement of a judge with labels of one class.
test.each([
  [13, 15, 0.6212, 0.9626],
  [9, 10, 0.5958, 0.9821],
  [36, 40, 0.7695, 0.9604],
  [90, 100, 0.8256, 0.9448],
])("%i of %i labels met leave a true rate from %d to %d", (met, labels, low, high) => {
  const interval = wilsonInterval(met, labels);

  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test("nine in ten met takes 70 labels of a class to say that it is above 0.8", () => {
  expect(wilsonInterval(63, 70).low).toBeGreaterThan(0.8);
  expect(wilsonInterval(54, 60).low).toBeLessThan(0.8);
});

test("none of 30 false passes leaves a rate of up to 11.4 %, one-sided and exact 9.5 %", () => {
  expect(wilsonInterval(0, 30).high).toBeCloseTo(0.114, 3);
  expect(1 - exactLowerBound(30, 30)).toBeCloseTo(0.095, 3);
});

test("the exact interval agrees with statsmodels", () => {
  for (const [passed, total, level, low, high] of oracle.clopperPearson) {
    const interval = clopperPearsonInterval(passed, total, level);
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  }
});

test("Newcombe's interval agrees with statsmodels", () => {
  for (const [first, n, second, m, low, high] of oracle.newcombe) {
    const interval = newcombeInterval({ passed: first, total: n }, { passed: second, total: m });
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  }
});

test("the exact lower bound of all-passed runs is the root of alpha", () => {
  expect(exactLowerBound(10, 10)).toBeCloseTo(0.741134449, 9);
  expect(exactLowerBound(50, 50)).toBeCloseTo(0.05 ** (1 / 50), 12);
  expect(exactLowerBound(299, 299)).toBeCloseTo(0.05 ** (1 / 299), 12);
});

test("the exact lower tail agrees with scipy's binomial", () => {
  expect(exactLowerTail(7, 10, 0.9)).toBeCloseTo(0.0701908264, 10);
  expect(exactLowerTail(17, 20, 0.95)).toBeCloseTo(0.0754836738, 10);
  expect(exactLowerTail(90, 100, 0.95)).toBeCloseTo(0.0281882942, 10);
});

// Computed with Python floats from the formula of Bonett and Price (2012).
test.each([
  [9, 1, 100, -0.1432316444, -0.0136311007],
  [0, 0, 50, -0.0533039932, 0.0533039932],
  [5, 0, 50, -0.1923910342, 0.0000833418],
])("Bonett and Price's interval for %i broken and %i mended of %i", (broken, mended, total, low, high) => {
  const interval = bonettPriceInterval(broken, mended, total);

  expect(interval.low).toBeCloseTo(low, 9);
  expect(interval.high).toBeCloseTo(high, 9);
});

test("every interval lies in 0..1 and holds the observed rate", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (total, share) => {
        const passed = Math.round(share * total);
        return [wilsonInterval(passed, total), clopperPearsonInterval(passed, total)].every(
          ({ low, high }) =>
            low >= 0 && high <= 1 && low <= passed / total + 1e-12 && high >= passed / total - 1e-12,
        );
      },
    ),
  );
});

// Exact coverage by enumeration; scipy gives .93/.925/.91 for Wilson at these settings.
test.each([
  [10, 0.9, 0.93],
  [20, 0.95, 0.925],
  [50, 0.99, 0.91],
])("coverage at n = %i and rate %d: exact holds its level, Wilson comes near", (total, rate, wilson) => {
  expect(coverage(wilsonInterval, total, rate)).toBeCloseTo(wilson, 2);
  expect(coverage(clopperPearsonInterval, total, rate)).toBeGreaterThanOrEqual(0.95);
});

function coverage(interval: typeof wilsonInterval, total: number, rate: number): number {
  let covered = 0;
  for (let passed = 0; passed <= total; passed++) {
    const { low, high } = interval(passed, total);
    if (low <= rate && rate <= high)
      covered += binomialCdf(passed, total, rate) - binomialCdf(passed - 1, total, rate);
  }
  return covered;
}
