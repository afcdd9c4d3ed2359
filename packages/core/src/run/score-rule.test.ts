import fc from "fast-check";
import { expect, test } from "vitest";
import type { CheckRecord } from "./journal-line.ts";
import type { CaseStatus, Outcome } from "./outcome.ts";
import { decideByScores, describeScore, ruledScores, type ScoredTrial } from "./score-rule.ts";

interface ScoreOf {
  readonly min?: number;
  readonly name?: string;
  readonly lowest?: number;
  readonly highest?: number;
}

function scored(value: number, { min = 0.5, name = "toMatchTokens", lowest = 0, highest = 1 }: ScoreOf = {}) {
  const outcome: Outcome = value >= min ? "pass" : "fail";
  return {
    name,
    outcome,
    negated: false,
    advisory: false,
    score: value,
    threshold: { value, min, lowest, highest },
    durationMs: 1,
  } satisfies CheckRecord;
}

function trial(checks: readonly CheckRecord[], status?: CaseStatus, cause?: string): ScoredTrial {
  const own = checks.some(({ outcome }) => outcome === "fail") ? "fail" : "pass";
  return { status: status ?? own, checks, cause: cause ?? (own === "fail" ? "check" : undefined) };
}

const outage = trial([], "error", "no-verdict");
const ofScores = (...values: readonly number[]): ScoredTrial[] =>
  values.map((value) => trial([scored(value)]));

test.each([
  ["mean", [0.2, 0.9, 0.9], "pass"],
  ["mean", [0.2, 0.2, 0.9], "fail"],
  ["median", [0.1, 0.5, 0.9], "pass"],
  ["median", [0.4, 0.4, 1], "fail"],
  ["mean", [0.5, 0.5, 0.5], "pass"],
] as const)("the %s of %j against 0.5: %s", (rule, values, decision) => {
  expect(decideByScores(rule, 3, ofScores(...values))).toBe(decision);
});

test("a mean of equal scores reaches a threshold that each of them reaches", () => {
  const trials = [0.7, 0.7, 0.7].map((value) => trial([scored(value, { min: 0.7 })]));

  expect(decideByScores("mean", 3, trials)).toBe("pass");
});

test.each([
  ["still reaches it if the missing score is the worst", [0.8, 0.8], "pass"],
  ["could be tipped either way", [0.5, 0.6], "undecided"],
  ["could not be saved by the best one", [0.1, 0.1], "fail"],
] as const)("a mean with a score missing %s", (_name, values, decision) => {
  const trials = [...ofScores(...values), outage];

  // Two of three trials pass in everything else, or are short of their score only.
  expect(decideByScores("mean", 3, trials)).toBe(decision);
});

test("a missing score may be as low as its own scale goes", () => {
  const cosine = { min: 0.5, lowest: -1 };
  const trials = [trial([scored(0.9, cosine)]), trial([scored(0.9, cosine)]), outage];

  expect(decideByScores("mean", 3, trials)).toBe("undecided");
});

test("checks without a score have to hold in a majority of the trials", () => {
  const broken = trial([scored(1)], "fail", "assertion");

  expect(decideByScores("mean", 3, [...ofScores(1, 1), broken])).toBe("pass");
  expect(decideByScores("mean", 3, [...ofScores(1), broken, broken])).toBe("fail");
});

test("a trial that missed a score and something else has missed", () => {
  const hard: CheckRecord = {
    name: "toCallTool",
    outcome: "fail",
    negated: false,
    advisory: false,
    durationMs: 1,
  };
  const both = trial([scored(0), hard], "fail", "check");

  expect(decideByScores("mean", 3, [...ofScores(1), both, both])).toBe("fail");
  expect(decideByScores("mean", 3, [...ofScores(1, 1), both])).toBe("pass");
});

test("every check has to reach its own threshold, and of several in one trial the lowest counts", () => {
  const two = (a: number, b: number): ScoredTrial => trial([scored(a), scored(b, { name: "toCover" })]);
  const twice = (a: number, b: number): ScoredTrial => trial([scored(a), scored(b)]);

  expect(decideByScores("mean", 3, [two(1, 0.2), two(1, 0.2), two(1, 0.2)])).toBe("fail");
  expect(ruledScores("mean", 3, [twice(1, 0.2), twice(0.2, 1), twice(1, 0.2)])).toMatchObject([
    { low: expect.closeTo(0.2, 12) as unknown, trials: 3, verdict: "fail" },
  ]);
});

test.each([
  ["negated", { negated: true }],
  ["advisory", { advisory: true }],
  ["polled", { polled: true }],
])("a check that is %s does not count by its score", (_name, fields) => {
  expect(ruledScores("mean", 1, [trial([{ ...scored(0), ...fields }])])).toEqual([]);
});

test("is told on the check's own scale", () => {
  const levels = { min: 3.5, lowest: 1, highest: 5, name: "toScoreAtLeast" };
  const trials = [4, 4, 3.1].map((value) => trial([{ ...scored(value, levels), subject: "tone" }]));
  const [score] = ruledScores("mean", 3, trials);

  expect(score && describeScore("mean", 3, score)).toBe("toScoreAtLeast (tone): mean 3.7 of 3 trials >= 3.5");
});

const value = fc.double({ min: 0, max: 1, noNaN: true });
const given = fc.array(value, { minLength: 1, maxLength: 6 });
const rules = fc.constantFrom("mean" as const, "median" as const);

test("a decision stands whatever the missing scores turn out to be", () => {
  fc.assert(
    fc.property(
      rules,
      given,
      fc.array(value, { minLength: 1, maxLength: 4 }),
      value,
      (rule, known, late, min) => {
        const count = known.length + late.length;
        const of = (values: readonly number[]): ScoredTrial[] =>
          values.map((one) => trial([scored(one, { min })]));
        const before = ruledScores(rule, count, of(known))[0]?.verdict;
        const after = ruledScores(rule, count, of([...known, ...late]))[0]?.verdict;
        expect(after).not.toBe("undecided");
        if (before !== "undecided") expect(after).toBe(before);
      },
    ),
  );
});

test("the order of the trials does not matter", () => {
  const trials = fc.array(
    fc.oneof(
      value.map((one) => trial([scored(one)])),
      fc.constant(outage),
      fc.constant(trial([], "fail", "assertion")),
    ),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(rules, trials, fc.integer({ min: 0, max: 5 }), (rule, all, turn) => {
      const turned = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)].toReversed();
      expect(decideByScores(rule, all.length, turned)).toBe(decideByScores(rule, all.length, all));
      expect(ruledScores(rule, all.length, turned)).toEqual(ruledScores(rule, all.length, all));
    }),
  );
});
