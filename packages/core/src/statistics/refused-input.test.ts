import fc from "fast-check";
import { expect, test } from "vitest";
import * as statistics from "./index.ts";

const { cohenKappa, fleissKappa, varianceSplit, wilsonInterval } = statistics;

type Call = (value: number) => unknown;
const pair = (passed: number, total: number): { passed: number; total: number } => ({ passed, total });
const interval = { low: -0.1, high: 0.1, level: 0.95, method: "t" };

/** Where a count is asked for: how many of 10. */
const counts: { readonly [name: string]: Call } = {
  "clopperPearsonInterval passed": (n) => statistics.clopperPearsonInterval(n, 10),
  "clopperPearsonInterval total": (n) => statistics.clopperPearsonInterval(0, n),
  "bayesInterval passed": (n) => statistics.bayesInterval(n, 10),
  "exactLowerBound passed": (n) => statistics.exactLowerBound(n, 10),
  "exactLowerTail passed": (n) => statistics.exactLowerTail(n, 10, 0.5),
  "newcombeInterval passed": (n) => statistics.newcombeInterval(pair(n, 10), pair(1, 2)),
  "newcombeInterval total": (n) => statistics.newcombeInterval(pair(0, n), pair(1, 2)),
  "fisherTest passed": (n) => statistics.fisherTest(pair(n, 10), pair(1, 2)),
  "fisherTest total": (n) => statistics.fisherTest(pair(1, 2), pair(0, n)),
  "mcnemarTest broken": (n) => statistics.mcnemarTest(n, 1),
  "mcnemarTest mended": (n) => statistics.mcnemarTest(1, n),
  "bonettPriceInterval broken": (n) => statistics.bonettPriceInterval(n, 0, 10),
  "bonettPriceInterval mended": (n) => statistics.bonettPriceInterval(0, n, 10),
  "bonettPriceInterval total": (n) => statistics.bonettPriceInterval(0, 0, n),
  "passAtK trials": (n) => statistics.passAtK(n, 0, 1),
  "passAtK passed": (n) => statistics.passAtK(10, n, 1),
  "passAtK k": (n) => statistics.passAtK(10, 1, n),
  "passHatK passed": (n) => statistics.passHatK(10, n, 1),
  "passHatK k": (n) => statistics.passHatK(10, 1, n),
  "mcnemarPower cases": (n) => statistics.mcnemarPower(n, 0.1, 0.1),
  "smallestSignificant flips": (n) => statistics.smallestSignificant(n),
  "signFlipTest draws": (n) => statistics.signFlipTest([1, 2], { draws: n }),
  "fleissKappa count": (n) => fleissKappa([[n, 3]]),
};

/** Where a number strictly between 0 and 1 is asked for. */
const levels: { readonly [name: string]: Call } = {
  wilsonInterval: (level) => wilsonInterval(1, 2, level),
  clopperPearsonInterval: (level) => statistics.clopperPearsonInterval(1, 2, level),
  bayesInterval: (level) => statistics.bayesInterval(1, 2, level),
  newcombeInterval: (level) => statistics.newcombeInterval(pair(1, 2), pair(1, 2), level),
  bonettPriceInterval: (level) => statistics.bonettPriceInterval(1, 1, 3, level),
  exactLowerBound: (level) => statistics.exactLowerBound(1, 2, level),
  pairedTTest: (level) => statistics.pairedTTest([1, 2], [2, 4], level),
  welchTTest: (level) => statistics.welchTTest([1, 2], [2, 4], level),
  "casesNeeded alpha": (alpha) => statistics.casesNeeded({ change: 1, betweenVariance: 1, alpha }),
  "casesNeeded power": (power) => statistics.casesNeeded({ change: 1, betweenVariance: 1, power }),
  "mcnemarPower alpha": (alpha) => statistics.mcnemarPower(10, 0.1, 0.1, alpha),
  "smallestSignificant alpha": (alpha) => statistics.smallestSignificant(10, alpha),
};

/** Where a number from 0 to 1 is asked for. */
const shares: { readonly [name: string]: Call } = {
  bonferroni: (p) => statistics.bonferroni([0.5, p]),
  holm: (p) => statistics.holm([0.5, p]),
  benjaminiHochberg: (p) => statistics.benjaminiHochberg([0.5, p]),
  benjaminiYekutieli: (p) => statistics.benjaminiYekutieli([0.5, p]),
  "percentile rank": (rank) => statistics.percentile([1, 2], rank),
  "exactLowerTail rate": (rate) => statistics.exactLowerTail(1, 2, rate),
  "wilsonInterval passed": (rate) => wilsonInterval(rate, 1),
  "mcnemarPower broken": (rate) => statistics.mcnemarPower(10, rate, 0),
  "mcnemarPower both": (rate) => statistics.mcnemarPower(10, 0.5, rate - 0.5),
};

/** Where any finite number is. */
const scores: { readonly [name: string]: Call } = {
  pairedTTest: (score) => statistics.pairedTTest([1, 2, 3], [1, score, 3]),
  welchTTest: (score) => statistics.welchTTest([1, 2, score], [1, 3]),
  hedgesG: (score) => statistics.hedgesG([1, 2, 3], [1, score]),
  pearson: (score) => statistics.pearson([1, score, 3], [1, 2, 4]),
  spearman: (score) => statistics.spearman([1, 2, 3], [1, score, 4]),
  signFlipTest: (score) => statistics.signFlipTest([1, score]),
  clusteredStandardError: (score) => statistics.clusteredStandardError([1, score], ["a", "b"]),
  varianceSplit: (score) =>
    varianceSplit([
      [1, 2],
      [1, score],
    ]),
  krippendorffAlpha: (score) =>
    statistics.krippendorffAlpha(
      [
        [1, 2],
        [1, score],
      ],
      "interval",
    ),
  "casesNeeded change": (change) => statistics.casesNeeded({ change, betweenVariance: 1 }),
  "casesNeeded variance": (variance) => statistics.casesNeeded({ change: 1, betweenVariance: variance }),
  "seededRandom state": (word) => statistics.seededRandom([word, 1, 1, 1]),
  "seededRandom seed": (seed) => statistics.seededRandom(seed),
};

const refuses = (call: Call, values: readonly number[]): void => {
  for (const value of values) {
    expect(() => call(value), String(value)).toThrow(RangeError);
    expect(() => call(value), String(value)).toThrow(/^Expected .*, got .*\.$/);
  }
};
const never = [Number.NaN, Infinity, -Infinity];

test.each(Object.entries(counts))("a count that cannot be is refused by name: %s", (_name, call) => {
  refuses(call, [...never, -1, 1.5, 2 ** 60]);
});

test.each(Object.entries(levels))("a level that cannot be is refused: %s", (_name, call) => {
  refuses(call, [...never, -0.1, 0, 1 - 2 ** -53, 1, 95]);
});

test.each(Object.entries(shares))("a share that cannot be is refused: %s", (_name, call) => {
  refuses(call, [...never, -0.1, 1.1]);
});

test.each(Object.entries(scores))("a score that is no number is refused: %s", (_name, call) => {
  refuses(call, never);
});

test("more passes than cases are refused", () => {
  const calls: readonly Call[] = [
    (total) => wilsonInterval(3, total),
    (total) => statistics.clopperPearsonInterval(3, total),
    (total) => statistics.bayesInterval(3, total),
    (total) => statistics.exactLowerBound(3, total),
    (total) => statistics.newcombeInterval(pair(3, total), pair(1, 1)),
    (total) => statistics.fisherTest(pair(3, total), pair(1, 1)),
    (total) => statistics.bonettPriceInterval(2, 1, total),
    (total) => statistics.passAtK(total, 3, 1),
  ];
  for (const call of calls) refuses(call, [2]);
});

test("lists that do not fit are refused, not cut", () => {
  for (const compare of [statistics.pairedTTest, statistics.pearson, statistics.spearman]) {
    expect(() => compare([1, 2, 3], [1, 2])).toThrow(/same length, at least \d, got 3 and 2/);
  }
  expect(() => cohenKappa([1, 2, 3], [1, 2])).toThrow("got 3 and 2");
  expect(() => cohenKappa([], [])).toThrow("got 0 and 0");
  expect(() => statistics.welchTTest([1], [1, 2])).toThrow("got 1 and 2");
  expect(() => statistics.hedgesG([1, 2], [1])).toThrow("got 2 and 1");
  expect(() => varianceSplit([[1, 2], [1]])).toThrow("same number of trials");
});

test("a cluster without a name is refused: all such values would be one cluster", () => {
  const se = (clusters: readonly unknown[]): unknown =>
    statistics.clusteredStandardError([1, 2], clusters as readonly string[]);

  expect(() => se(["a", undefined])).toThrow("Expected clusters to be names, got none at index 1.");
  expect(() => se(["", "b"])).toThrow('got "" at index 0');
  expect(() => se([Number.NaN, "b"])).toThrow("at index 0");
  expect(() => se(["a"])).toThrow("got 1");
  expect(() => statistics.clusteredStandardError([], [])).toThrow("at least 1 value");
});

test("a label that the scale lacks is refused, not taken for its first one", () => {
  expect(() => cohenKappa(["low", "huge"], ["low", "low"], { labels: ["low", "high"] })).toThrow(
    '"huge" is missing',
  );
  expect(() => cohenKappa([1], [1], { labels: [1, 1] })).toThrow("name each label once");
  expect(() => cohenKappa([Number.NaN], [1])).toThrow('"NaN" is missing');
});

test("items with other numbers of raters, or with one, are refused by Fleiss' kappa", () => {
  for (const rows of [
    [],
    [[]],
    [[1, 0]],
    [
      [2, 0],
      [2, 1],
    ],
    [[2, 0], [2]],
  ])
    expect(() => fleissKappa(rows)).toThrow("same number of raters, at least 2");
});

test("a comparison of what is not a number is refused, and so is a margin of 0", () => {
  const verdict = (over: object): unknown =>
    statistics.comparisonVerdict({ difference: 0, interval, margin: 0.02, cases: 50, ...over });

  expect(verdict({})).toBe("inconclusive");
  for (const margin of [0, -1, Number.NaN]) expect(() => verdict({ margin })).toThrow("margin to be above 0");
  expect(() => verdict({ difference: Number.NaN })).toThrow(RangeError);
  expect(() => verdict({ interval: { ...interval, low: Number.NaN } })).toThrow(RangeError);
  expect(verdict({ cases: Number.NaN })).toBe("insufficient-data");
});

test("a generator that would give zeros for ever is refused", () => {
  expect(() => statistics.seededRandom([0, 0, 0, 0])).toThrow("not all 0");
  expect(() => statistics.seededRandom([2 ** 32, 0, 0, 0])).toThrow("not all 0");
  expect(() => statistics.seededRandom([1, 2, 3] as never)).toThrow("four words");
  expect(statistics.seededRandom(0).nextUint32()).toBeGreaterThan(0);
});

test("what is measured is a number for every count that can be", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 60 }),
      fc.nat({ max: 60 }),
      fc.nat({ max: 60 }),
      fc.nat({ max: 60 }),
      (a, b, c, d) => {
        const [first, second] = [pair(a, a + b), pair(c, c + d)];
        const results = [
          wilsonInterval(a, a + b),
          statistics.clopperPearsonInterval(a, a + b),
          statistics.bayesInterval(a, a + b),
          statistics.bonettPriceInterval(a, b, a + b + c),
          { low: statistics.fisherTest(first, second), high: 1 },
          ...(first.total > 0 && second.total > 0 ? [statistics.newcombeInterval(first, second)] : []),
        ];
        for (const { low, high } of results) {
          expect(low).toBeGreaterThanOrEqual(-1);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(high);
        }
        for (const p of Object.values(statistics.mcnemarTest(a, b))) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});
