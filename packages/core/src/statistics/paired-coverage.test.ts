import { expect, test } from "vitest";
import { bonettPriceInterval } from "./bonett-price-interval.ts";
import type { Interval } from "./interval.ts";
import { mcnemarTest } from "./mcnemar-test.ts";
import { pairedTTest } from "./paired-t-test.ts";
import { seededRandom } from "./seeded-random.ts";
import { welchTTest } from "./welch-t-test.ts";

/** The paired t interval of outcomes 0 and 1, as tools that treat a pass as a score print it. */
function tInterval(broken: number, mended: number, total: number): Interval {
  const base = Array.from({ length: total }, (_, index) => (index < broken ? 1 : 0));
  const head = Array.from({ length: total }, (_, index) => (index >= total - mended ? 1 : 0));
  return pairedTTest(base, head).interval;
}

/** By enumeration of how many of `total` pairs break and mend; what is left out is likelier than 1e-12 nowhere. */
function coverage(interval: typeof tInterval, total: number, broken: number, mended: number): number {
  let covered = 0;
  let chanceOfNone = (1 - broken - mended) ** total;
  for (let b = 0; b < 25; b++) {
    let chance = chanceOfNone;
    for (let c = 0; c < 25 && b + c <= total; c++) {
      const { low, high } = interval(b, c, total);
      if (chance > 1e-12 && low <= mended - broken && mended - broken <= high) covered += chance;
      chance *= ((total - b - c) / (c + 1)) * (mended / (1 - broken - mended));
    }
    chanceOfNone *= ((total - b) / (b + 1)) * (broken / (1 - broken - mended));
  }
  return covered;
}

// Enumerated with scipy 1.10.1, stats.multinomial and stats.t.
test.each([
  [30, 0.05, 0.02, 0.9989, 0.8564],
  [30, 0.065, 0.015, 0.9965, 0.865],
  [50, 0.05, 0.02, 0.9909, 0.914],
  [50, 0.04, 0.02, 0.9957, 0.9113],
  [100, 0.02, 0.01, 0.9956, 0.8601],
  [100, 0.065, 0.015, 0.9665, 0.9364],
  [100, 0.1, 0.02, 0.9581, 0.9464],
])(
  "of %i pairs with %d broken and %d mended Bonett and Price's interval covers, the t interval does not",
  (total, broken, mended, bonettPrice, t) => {
    expect(coverage(bonettPriceInterval, total, broken, mended)).toBeCloseTo(bonettPrice, 4);
    expect(coverage(tInterval, total, broken, mended)).toBeCloseTo(t, 4);
  },
);

// A drop by 5 points from 90 %: 6.5 % newly fail and 1.5 % newly pass. Welch's power by the normal approximation, the others
// simulated with scipy 1.10.1; 1,000 runs come within .04 of them.
test.each([
  [100, { welch: 0.07, paired: 0.43, mcnemar: 0.41 }],
  [200, { welch: 0.226, paired: 0.735, mcnemar: 0.767 }],
  [400, { welch: 0.61, paired: 0.96, mcnemar: 0.97 }],
])("pairing %i cases shows a drop that Welch's test misses", (total, known) => {
  const random = seededRandom(20_261);
  const runs = 1_000;
  let [welch, paired, mcnemar] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const [base, head] = twoRuns(total, () => random.next());
    const broken = base.filter((one, index) => one > (head[index] ?? 0)).length;
    const mended = base.filter((one, index) => one < (head[index] ?? 0)).length;
    if (welchTTest(base, head).p <= 0.05) welch++;
    if (pairedTTest(base, head).p <= 0.05) paired++;
    if (mcnemarTest(broken, mended).worse <= 0.05) mcnemar++;
  }

  expect(Math.abs(welch / runs - known.welch)).toBeLessThan(0.04);
  expect(Math.abs(paired / runs - known.paired)).toBeLessThan(0.04);
  expect(Math.abs(mcnemar / runs - known.mcnemar)).toBeLessThan(0.04);
});

function twoRuns(total: number, next: () => number): [base: number[], head: number[]] {
  const kinds = Array.from({ length: total }, next);
  // Broken, mended, passing twice, failing twice.
  return [
    kinds.map((kind) => (kind < 0.065 || (kind >= 0.08 && kind < 0.915) ? 1 : 0)),
    kinds.map((kind) => (kind >= 0.065 && kind < 0.915 ? 1 : 0)),
  ];
}
