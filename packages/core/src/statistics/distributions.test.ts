import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { betaCdf, betaQuantile } from "./beta-distribution.ts";
import { binomialCdf, binomialTail } from "./binomial-distribution.ts";
import { exactLowerBound, exactLowerTail } from "./clopper-pearson-interval.ts";
import { logGamma } from "./log-gamma.ts";
import { normalCdf, normalQuantile } from "./normal-distribution.ts";
import { tCdf, tQuantile } from "./t-distribution.ts";

// Values of scipy; oracle/make-oracle.py writes them, versions included.
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, "oracle/oracle.json"), "utf8")) as {
  readonly [name: string]: readonly (readonly number[])[];
};

const functions = {
  logGamma,
  betaCdf,
  betaQuantile,
  normalCdf,
  normalQuantile,
  tCdf,
  tQuantile,
  binomialCdf,
  binomialTail,
  exactLowerTail,
  exactLowerBound,
};

test.each(Object.entries(functions))("%s agrees with scipy at 1e-9, tails included", (name, compute) => {
  const rows = oracle[name] ?? [];

  const off = rows.filter((row) => {
    const expected = row.at(-1) ?? Number.NaN;
    const actual = (compute as (...args: readonly number[]) => number)(...row.slice(0, -1));
    return !(Math.abs(actual - expected) <= 1e-9 * Math.abs(expected) + 1e-300);
  });

  expect(rows.length).toBeGreaterThan(7);
  expect(
    off.map((row) => [...row, (compute as (...args: readonly number[]) => number)(...row.slice(0, -1))]),
  ).toEqual([]);
});

test("log-gamma gives factorials", () => {
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
});

test("the binomial tails share out the whole", () => {
  expect(binomialCdf(6, 20, 0.3) + binomialTail(7, 20, 0.3)).toBeCloseTo(1, 14);
});
