import { expect, test } from "vitest";
import { bonettPriceInterval } from "./bonett-price-interval.ts";
import { clopperPearsonInterval } from "./clopper-pearson-interval.ts";
import { clusteredStandardError } from "./clustered-standard-error.ts";
import type { Interval } from "./interval.ts";
import { mcnemarTest } from "./mcnemar-test.ts";
import { pairedTTest } from "./paired-t-test.ts";
import { seededRandom, type SeededRandom } from "./seeded-random.ts";
import { tQuantile } from "./t-distribution.ts";
import { wilsonInterval } from "./wilson-interval.ts";

const draws = 20_000;

function share(run: (random: SeededRandom) => boolean, seed: number): number {
  const random = seededRandom(seed);
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) if (run(random)) hits++;
  return hits / draws;
}

function passes(random: SeededRandom, total: number, rate: number): number {
  let passed = 0;
  for (let index = 0; index < total; index++) if (random.next() < rate) passed++;
  return passed;
}

const holds = ({ low, high }: Interval, truth: number): boolean => low <= truth && truth <= high;

/** What a t interval of 0 and 1 gives, as several tools print it. */
function tInterval(passed: number, total: number): Interval {
  const values = Array.from({ length: total }, (_, index) => (index < passed ? 1 : 0));
  return pairedTTest(
    values.map(() => 0),
    values,
  ).interval;
}

// Exact coverage by scipy 1.10.1; 20,000 draws come within .01 of it.
test.each([
  [10, 0.9, { t: 0.65, wilson: 0.93 }],
  [20, 0.95, { t: 0.64, wilson: 0.925 }],
  [50, 0.99, { t: 0.4, wilson: 0.91 }],
])(
  "over runs of %i cases with the rate %d the 95 %% intervals cover as they should",
  (total, rate, known) => {
    const covered = (interval: (passed: number, total: number) => Interval): number => {
      const known = Array.from({ length: total + 1 }, (_, passed) => holds(interval(passed, total), rate));
      return share((random) => known[passes(random, total, rate)] === true, 20_261);
    };

    expect(Math.abs(covered(tInterval) - known.t)).toBeLessThan(0.015);
    expect(Math.abs(covered(wilsonInterval) - known.wilson)).toBeLessThan(0.015);
    expect(covered(clopperPearsonInterval)).toBeGreaterThan(0.95);
  },
);

test.each([
  [30, 0.05, 0.02],
  [100, 0.03, 0.01],
  [100, 0.065, 0.015],
])("with few flips among %i pairs Bonett and Price's interval still covers", (total, broken, mended) => {
  const covered = share((random) => {
    const flips = flipsOf(random, total, broken, mended);
    return holds(bonettPriceInterval(flips.broken, flips.mended, total), mended - broken);
  }, 7);

  expect(covered).toBeGreaterThan(0.95);
});

test("two runs of the same quality are called different no more often than the level says", () => {
  const alarm = share((random) => {
    const { broken, mended } = flipsOf(random, 200, 0.05, 0.05);
    return mcnemarTest(broken, mended).worse <= 0.05;
  }, 11);

  expect(alarm).toBeGreaterThan(0.01);
  expect(alarm).toBeLessThanOrEqual(0.05);
});

test("trials as clusters cover, trials as cases do not", () => {
  const random = seededRandom(13);
  let [clustered, naive] = [0, 0];
  for (let draw = 0; draw < 2_000; draw++) {
    const values = Array.from({ length: 40 }, () => (random.next() < 0.5 ? 0.9 : 0.1)).flatMap((rate) =>
      [0, 1, 2, 3].map(() => (random.next() < rate ? 1 : 0)),
    );
    const mean = values.reduce<number>((sum, value) => sum + value, 0) / values.length;
    const within = (cluster: (index: number) => string, df: number): boolean =>
      Math.abs(mean - 0.5) <=
      tQuantile(0.975, df) *
        clusteredStandardError(
          values,
          values.map((_, index) => cluster(index)),
        ).standardError;
    if (within((index) => String(Math.floor(index / 4)), 39)) clustered++;
    if (within(String, 159)) naive++;
  }

  expect(clustered / 2_000).toBeGreaterThan(0.93);
  expect(clustered / 2_000).toBeLessThan(0.97);
  expect(naive / 2_000).toBeLessThan(0.8);
});

function flipsOf(
  random: SeededRandom,
  total: number,
  broken: number,
  mended: number,
): { broken: number; mended: number } {
  const flips = { broken: 0, mended: 0 };
  for (let index = 0; index < total; index++) {
    const value = random.next();
    if (value < broken) flips.broken++;
    else if (value < broken + mended) flips.mended++;
  }
  return flips;
}
