import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bayesInterval } from "./bayes-interval.ts";
import { clopperPearsonInterval } from "./clopper-pearson-interval.ts";

// scipy 1.10.1, stats.beta.ppf; oracle/make-oracle.py writes the file.
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, "oracle/oracle.json"), "utf8")) as {
  readonly bayes: readonly (readonly [number, number, number, number, number, number])[];
};

test("agrees with scipy, for the flat prior and that of Jeffreys", () => {
  expect(oracle.bayes.length).toBeGreaterThan(20);
  for (const [passed, total, level, prior, low, high] of oracle.bayes) {
    const interval = bayesInterval(passed, total, level, prior);
    expect(interval.low / low).toBeCloseTo(1, 8);
    expect(interval.high / high).toBeCloseTo(1, 8);
  }
});

test("lies within the exact interval but at its ends, and holds the posterior mean", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (total, share) => {
        const passed = Math.round(share * total);
        const { low, high } = bayesInterval(passed, total);
        const exact = clopperPearsonInterval(passed, total);
        const mirrored = bayesInterval(total - passed, total);

        expect(low).toBeLessThan((passed + 1) / (total + 2));
        expect(high).toBeGreaterThan((passed + 1) / (total + 2));
        if (passed > 0) expect(low).toBeGreaterThan(exact.low);
        if (passed < total) expect(high).toBeLessThan(exact.high);
        expect(mirrored.low).toBeCloseTo(1 - high, 10);
      },
    ),
  );
});
