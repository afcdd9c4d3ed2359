import { expect, test } from "vitest";
import { bayesInterval } from "./bayes-interval.ts";
import { bonettPriceInterval } from "./bonett-price-interval.ts";
import { comparisonVerdict } from "./comparison-verdict.ts";
import { clopperPearsonInterval, exactLowerBound } from "./clopper-pearson-interval.ts";
import { clusteredStandardError } from "./clustered-standard-error.ts";
import { mean } from "./mean-variance.ts";
import { mcnemarTest } from "./mcnemar-test.ts";
import { newcombeInterval } from "./newcombe-interval.ts";
import { normalQuantile } from "./normal-distribution.ts";
import { tCdf, tQuantile } from "./t-distribution.ts";
import { varianceSplit } from "./variance-split.ts";
import { welchTTest } from "./welch-t-test.ts";
import { wilsonInterval } from "./wilson-interval.ts";

// scipy 1.10.1, stats.t.ppf(.975, df); the same table is in the tests of Inspect AI.
test.each([
  [1, 12.706204736432095],
  [2, 4.302652729911275],
  [4, 2.7764451051977987],
  [9, 2.2621571627409915],
  [10, 2.2281388519649385],
  [30, 2.0422724563012373],
  [1000, 1.9623390808264074],
])("t(.975) with %i degrees of freedom", (df, expected) => {
  expect(tQuantile(0.975, df) / expected - 1).toBeCloseTo(0, 9);
});

test("the far tails of t with 1 and 2 degrees of freedom have closed forms", () => {
  for (const p of [1e-12, 1e-9, 1e-6, 0.001, 0.3]) {
    expect((tQuantile(p, 1) * Math.tan(Math.PI * p)) / -1).toBeCloseTo(1, 9);
    const quantile = tQuantile(p, 2);
    expect(quantile / ((2 * p - 1) / Math.sqrt(2 * p * (1 - p)))).toBeCloseTo(1, 9);
    expect(tCdf(quantile, 2) / p).toBeCloseTo(1, 9);
  }
});

test("the z values of the usual level and power", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect((normalQuantile(0.975) + normalQuantile(0.8)) ** 2).toBeCloseTo(7.848879734349088, 12);
});

// statsmodels 0.13.5 proportion_confint for Wilson and Clopper-Pearson, scipy 1.10.1 stats.beta.ppf for a flat prior.
test.each([
  [0, 10, [0, 0.2775327999], [0, 0.3084971078], [0.0022989722, 0.2849141529]],
  [9, 10, [0.5958499732, 0.9821237869], [0.554983883, 0.9974714215], [0.587220083, 0.9771688017]],
  [10, 10, [0.7224672001, 1], [0.6915028922, 1], [0.7150858471, 0.9977010278]],
  [3, 3, [0.4385029682, 1], [0.2924017738, 1], [0.3976353644, 0.9936905368]],
  [1, 1, [0.2065493144, 1], [0.025, 1], [0.158113883, 0.9874208829]],
  [45, 50, [0.7863976856, 0.9565242351], [0.7818646336, 0.9667249064], [0.7858550175, 0.9555798581]],
  [50, 50, [0.9286524009, 1], [0.9288782635, 1], [0.9302229693, 0.9995036956]],
  [95, 100, [0.8882495308, 0.9784563208], [0.8871650889, 0.9835681208], [0.8882449414, 0.9778894276]],
  [299, 300, [0.9813633063, 0.9994113423], [0.981568748, 0.9999156109], [0.9816295168, 0.9991943026]],
] as const)("the three intervals of %i of %i", (passed, total, wilson, exact, flat) => {
  const both = ({ low, high }: { low: number; high: number }): number[] => [low, high];
  const close = (bounds: readonly [number, number]): unknown[] =>
    bounds.map((bound) => expect.closeTo(bound, 9));

  expect(both(wilsonInterval(passed, total))).toEqual(close(wilson));
  expect(both(clopperPearsonInterval(passed, total))).toEqual(close(exact));
  expect(both(bayesInterval(passed, total))).toEqual(close(flat));
});

test.each([
  [10, 0.741134],
  [20, 0.860892],
  [50, 0.941845],
  [59, 0.950492],
  [100, 0.970487],
  [299, 0.990031],
])("%i passes of as many cases show a true rate of at least %d", (total, low) => {
  expect(exactLowerBound(total, total)).toBeCloseTo(low, 6);
});

test("two rates of other cases, by Newcombe", () => {
  const interval = newcombeInterval({ passed: 56, total: 70 }, { passed: 48, total: 80 });

  expect(interval.low).toBeCloseTo(0.0524314724, 9);
  expect(interval.high).toBeCloseTo(0.333872654, 9);
});

test("four one-way flips cannot be significant, five can", () => {
  expect(mcnemarTest(4, 0).worse).toBeCloseTo(0.0625, 12);
  expect(mcnemarTest(5, 0).worse).toBeCloseTo(0.03125, 12);
  const interval = bonettPriceInterval(4, 0, 100);
  expect(comparisonVerdict({ difference: -0.04, interval, margin: 0.02, cases: 100 })).toBe("inconclusive");
});

// The first example of the encyclopedia article on Welch's test; scipy 1.10.1 ttest_ind(equal_var=False).
test("Welch's test of the worked example", () => {
  const first = [27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4];
  const second = [27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];
  const result = welchTTest(second, first);

  expect(result.t).toBeCloseTo(-2.4553563983, 9);
  expect(result.df).toBeCloseTo(24.9885292902, 9);
  expect(result.p).toBeCloseTo(0.0213780015, 9);
});

const own = (values: readonly number[]): string[] => values.map((_, index) => String(index));

test("values that are clusters of their own have the plain standard error", () => {
  const digits = Array.from({ length: 10 }, (_, index) => index);
  const halves = [0, 0, 1, 1];

  expect(clusteredStandardError(digits, own(digits)).standardError).toBeCloseTo(0.957, 3);
  expect(clusteredStandardError(halves, own(halves)).standardError).toBeCloseTo(0.2886751346, 10);
  // scipy 1.10.1, stats.t.interval(.95, 3, .5, .2886751346).
  const half = tQuantile(0.975, 3) * 0.2886751346;
  expect([0.5 - half, 0.5 + half]).toEqual([expect.closeTo(-0.4186931, 7), expect.closeTo(1.4186931, 7)]);
});

test("five clusters of four: naive, uncorrected and corrected standard error", () => {
  const groups = ["1111", "1110", "0000", "1101", "0010"];
  const values = groups.flatMap((group) => Array.from(group, Number));
  const clustered = clusteredStandardError(
    values,
    groups.flatMap((group) => Array.from(group, () => group)),
  );

  expect(clusteredStandardError(values, own(values)).standardError).toBeCloseTo(0.1141328865, 10);
  expect(clustered.uncorrected).toBeCloseTo(0.1643167673, 10);
  expect(clustered.standardError).toBeCloseTo(0.1837117307, 10);
  const half = tQuantile(0.975, 4) * clustered.standardError;
  expect([mean(values) - half, mean(values) + half].map((bound) => bound.toFixed(2))).toEqual([
    "0.04",
    "1.06",
  ]);
});

// tau-bench, gpt-4o on the airline tasks: passes per task of 4 trials each.
test("what the trials of tau-bench are worth as clusters", () => {
  const passes = Array.from("01100111000142021140430040220122003443413241222144", Number);
  const trials = passes.map((count) => [0, 1, 2, 3].map((trial) => (trial < count ? 1 : 0)));
  const values = trials.flat();
  const naive = clusteredStandardError(values, own(values)).standardError;
  const clustered = clusteredStandardError(
    values,
    trials.flatMap((list, task) => list.map(() => String(task))),
  ).standardError;
  const split = varianceSplit(trials);
  const half = tQuantile(0.975, 49) * clustered;

  expect(mean(values)).toBeCloseTo(0.42, 12);
  expect(naive).toBeCloseTo(0.0349874349, 10);
  // Of the cases' variance and the trials', as Kish's design effect takes it.
  expect(split.correlation).toBeCloseTo(0.4045843687, 9);
  expect(split.designEffect).toBeCloseTo(2.2137531069, 9);
  expect(values.length / split.designEffect).toBeCloseTo(90.34, 2);
  expect([0.42 - half, 0.42 + half]).toEqual([
    expect.closeTo(0.3150676355, 9),
    expect.closeTo(0.5249323645, 9),
  ]);
  expect(split.standardErrorAt(Infinity).toFixed(4)).toBe("0.0446");
});
