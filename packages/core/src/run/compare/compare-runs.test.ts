import fc from "fast-check";
import { expect, test } from "vitest";
import { isEvalError } from "../../errors/eval-error.ts";
import type { Baseline, BaselineJudge } from "../baseline/baseline.ts";
import type { CaseStatus } from "../outcome.ts";
import { compareRuns } from "./compare-runs.ts";
import { flipped, scored, side, sideCase } from "./test-helpers/sides.ts";

function compareFlips(broken: number, mended: number, total: number, partition = "distribution") {
  const { base, head } = flipped(broken, mended, total, { partition });
  return compareRuns(side(base), side(head));
}

// statsmodels 0.13.5 mcnemar(exact=True) and the formula of Bonett and Price (2012).
test.each([
  [9, 1, 100, 0.021484375, -0.1432316444, -0.0136311007],
  [0, 0, 50, 1, -0.0533039932, 0.0533039932],
  [5, 0, 50, 0.0625, -0.1923910342, 0.0000833418],
])(
  "%i broken and %i mended of %i cases have p and interval of McNemar and Bonett-Price",
  (b, c, n, p, low, high) => {
    const row = compareFlips(b, c, n).partitions["distribution"];

    expect(row?.p).toBeCloseTo(p, 9);
    expect(row?.interval.low).toBeCloseTo(low, 9);
    expect(row?.interval.high).toBeCloseTo(high, 9);
    expect(row?.difference).toBeCloseTo((c - b) / n, 12);
  },
);

test.each([
  [9, 1, 100, "regression", "fail"],
  [1, 9, 100, "improvement", "pass"],
  [5, 0, 50, "inconclusive", "inconclusive"],
  [0, 0, 50, "inconclusive", "pass"],
  [0, 0, 1000, "equivalent", "pass"],
  [15, 1, 1000, "trivial", "pass"],
  [1, 0, 9, "insufficient-data", "inconclusive"],
  [0, 0, 9, "insufficient-data", "pass"],
])("%i broken and %i mended of %i cases are %s, decided %s", (b, c, n, verdict, decision) => {
  const comparison = compareFlips(b, c, n);

  expect(comparison.partitions["distribution"]?.verdict).toBe(verdict);
  expect(comparison.decision).toBe(decision);
});

test("a drop that may be chance says how many cases would decide it", () => {
  const { open, partitions } = compareFlips(5, 0, 50);

  expect(partitions["distribution"]?.needed).toBeGreaterThan(50);
  expect(open).toEqual([
    {
      code: "unproven",
      message: `distribution: 10 points down over 50 cases, which may be chance; about ${partitions["distribution"]?.needed} would decide it`,
    },
  ]);
});

test.each(["golden", "regression"])("one %s case that newly fails is a regression", (partition) => {
  const comparison = compareFlips(1, 3, 50, partition);

  expect(comparison).toMatchObject({ verdict: "regression", decision: "fail" });
  expect(comparison.newlyFailing).toEqual([
    {
      id: "case 0",
      partition,
      file: "src/a.eval.test.ts",
      test: "suite > case 0",
      base: "pass",
      head: "fail",
    },
  ]);
  expect(comparison.newlyPassing.map(({ id }) => id)).toEqual(["case 1", "case 2", "case 3"]);
});

const unanswered: readonly CaseStatus[] = ["error", "not-run", "inconclusive"];

test.each(unanswered)("a case that ends in %s is no flip, and leaves golden open", (status) => {
  const base = [
    sideCase("a", "pass", { partition: "golden" }),
    sideCase("b", status, { partition: "golden" }),
  ];
  const head = [
    sideCase("a", status, { partition: "golden" }),
    sideCase("b", "fail", { partition: "golden" }),
  ];

  const comparison = compareRuns(side(base), side(head));

  expect(comparison.newlyFailing).toEqual([]);
  expect(comparison.otherChanges.map(({ id, base: from, head: to }) => [id, from, to])).toEqual([
    ["a", "pass", status],
    ["b", status, "fail"],
  ]);
  expect(comparison.partitions["golden"]).toMatchObject({ cases: 0, undecided: 2 });
  expect(comparison.decision).toBe("inconclusive");
  expect(comparison.open).toContainEqual({
    code: "undecided",
    message: "golden: 2 cases that one side has no verdict for",
  });
});

// Miller (arXiv 2411.00640) by scipy 1.10.1, on a scale from 1 to 5; here that scale is 0 to 1.
const before = [4, 5, 4, 4, 5, 3, 4, 5, 4, 4].map((points) => (points - 1) / 4);
const after = [3, 4, 3, 4, 4, 3, 3, 4, 3, 4].map((points) => (points - 1) / 4);

test("scores of the same few cases are compared by paired t interval and sign-flip test", () => {
  const [row, ...others] = compareRuns(side(scored(before)), side(scored(after))).scores;

  expect(others).toEqual([]);
  expect(row).toMatchObject({
    partition: "distribution",
    check: "toScoreAtLeast",
    cases: 10,
    method: "sign-flip",
  });
  expect(row?.difference).toBeCloseTo(-0.7 / 4, 12);
  expect(row?.interval.low).toBeCloseTo(-1.0455502144 / 4, 9);
  expect(row?.interval.high).toBeCloseTo(-0.3544497856 / 4, 9);
  expect(row?.p).toBe(0.015625);
  expect(row?.verdict).toBe("regression");
});

test("scores of other cases are compared by Welch's test", () => {
  const [row] = compareRuns(side(scored(before)), side(scored(after)), { unpaired: true }).scores;

  expect(row?.p).toBeCloseTo(0.0152969377, 9);
  expect(row?.interval.low).toBeCloseTo(-1.2482352081 / 4, 9);
  expect(row?.interval.high).toBeCloseTo(-0.1517647919 / 4, 9);
  expect(row).toMatchObject({ method: "Welch t", verdict: "regression" });
});

test("a drop below the smallest that matters is trivial", () => {
  const scores = Array.from({ length: 40 }, (_, index) => 0.5 + (index % 7) / 20);
  const lower = scores.map((score, index) => score - 0.02 - (index % 3) / 1000);

  const [row] = compareRuns(side(scored(scores)), side(scored(lower))).scores;
  const [strict] = compareRuns(side(scored(scores)), side(scored(lower)), { scoreMargin: 0.01 }).scores;

  expect(row).toMatchObject({ method: "paired t", verdict: "trivial" });
  expect(strict?.verdict).toBe("regression");
});

test("rates of other cases are compared by Newcombe's interval and Fisher's test", () => {
  const cases = (passed: number, total: number) =>
    Array.from({ length: total }, (_, index) =>
      sideCase(`${total}/${index}`, index < passed ? "pass" : "fail"),
    );

  const comparison = compareRuns(side(cases(48, 80)), side(cases(56, 70)), { unpaired: true });

  // statsmodels confint_proportions_2indep(method="newcomb").
  expect(comparison.partitions["distribution"]?.interval.low).toBeCloseTo(0.0524314724, 9);
  expect(comparison.partitions["distribution"]?.interval.high).toBeCloseTo(0.333872654, 9);
  expect(comparison).toMatchObject({ paired: false, verdict: "improvement", added: [], removed: [] });
});

test("among many partitions a chance find is no regression", () => {
  const { base, head } = flipped(6, 0, 50);
  const quiet = Array.from({ length: 4 }, (_, index) =>
    flipped(0, 0, 50, { partition: `p${index}`, test: `p${index}` }),
  );

  const alone = compareRuns(side(base), side(head));
  const crowded = compareRuns(
    side([...base, ...quiet.flatMap((one) => one.base)]),
    side([...head, ...quiet.flatMap((one) => one.head)]),
  );

  expect(alone.partitions["distribution"]?.verdict).toBe("regression");
  expect(crowded.partitions["distribution"]).toMatchObject({ newlyFailing: 6, verdict: "inconclusive" });
  expect(crowded.decision).toBe("inconclusive");
});

function judged(status: CaseStatus, judge: Partial<BaselineJudge> = {}, advisory = false): Baseline {
  const check = {
    name: "toPassJudge",
    subject: "tone",
    judges: ["x"],
    ...(advisory && { advisory: true as const }),
  };
  return side([sideCase("a", status, { partition: "golden", checks: [check] })], {
    judges: {
      x: { rubric: { name: "tone", version: 1, hash: "aa" }, model: "m-1", promptVersion: "1", ...judge },
    },
  });
}

test.each([
  [
    "rubric",
    { rubric: { name: "tone", version: 2, hash: "bb" } },
    'the rubric of "tone" changed from tone v1 to tone v2',
  ],
  [
    "rubric",
    { rubric: { name: "tone", version: 1, hash: "bb", variant: "novice" } },
    'the rubric of "tone" changed from tone v1 to tone v1 (novice)',
  ],
  ["judge", { model: "m-2" }, 'the judge of "tone" changed from m-1 to m-2'],
  ["prompt", { promptVersion: "2" }, 'the judge\'s prompt of "tone" changed from 1 to 2'],
] as const)("a case under another %s is left out, and told", (kind, judge, message) => {
  const comparison = compareRuns(judged("pass"), judged("fail", judge));

  expect(comparison.notComparable).toEqual([{ kind, message, cases: ["a"] }]);
  expect(comparison.newlyFailing).toEqual([]);
  expect(comparison.partitions["golden"]).toMatchObject({ cases: 0, notComparable: 1 });
  expect(comparison.decision).toBe("inconclusive");
});

test("judges with other settings cannot be compared", () => {
  const { notComparable } = compareRuns(
    judged("pass", { judgeHash: "11" }),
    judged("pass", { judgeHash: "22" }),
  );

  expect(notComparable).toMatchObject([{ kind: "judge", cases: ["a"] }]);
});

test("a rule that decided without a model is no change of the judge", () => {
  const base = judged("pass");
  const head: Baseline = {
    ...judged("fail"),
    judges: { x: { rubric: { name: "tone", version: 1, hash: "aa" } } },
  };

  expect(compareRuns(base, head)).toMatchObject({ decision: "fail", notComparable: [] });
});

test("another judge of an advisory check leaves the case's status comparable", () => {
  const comparison = compareRuns(judged("pass", {}, true), judged("fail", { model: "m-2" }, true));

  expect(comparison.newlyFailing).toHaveLength(1);
  expect(comparison.notComparable).toHaveLength(1);
});

test("a rubric with another text under the same version is refused, with both hashes", () => {
  const compare = () =>
    compareRuns(judged("pass"), judged("pass", { rubric: { name: "tone", version: 1, hash: "bb" } }));

  expect(compare).toThrow(
    /^Failed to compare the runs: the text of rubric tone has changed and its version is still 1: its hash was aa and is bb\. Raise the version/,
  );
  expect(compare).toThrow(expect.toSatisfy((error) => isEvalError(error) && error.code === "RUBRIC_INVALID"));
});

test("a rubric that changed is refused wherever the two sides use it, in cases that pair or not", () => {
  const base = judged("pass");
  const changed = judged("pass", { rubric: { name: "tone", version: 1, hash: "bb" } });
  const head = {
    ...changed,
    cases: changed.cases.map((one) => ({ ...one, id: "another", fingerprint: "2" })),
  };

  expect(() => compareRuns(base, head)).toThrow(/its hash was aa and is bb/);
});

test("another option of a judge without a rubric of the user's is another judge, not a rubric to raise", () => {
  const similar = (hash: string): Baseline => {
    const side = judged("pass", { rubric: { name: "similarity", version: 1, hash }, judgeHash: hash });
    const checks = [{ name: "toBeSimilarTo", judges: ["x"] }];
    return { ...side, cases: side.cases.map((one) => ({ ...one, checks })) };
  };

  expect(compareRuns(similar("aa"), similar("bb")).notComparable).toEqual([
    { kind: "judge", message: expect.stringContaining("the judge's settings"), cases: ["a"] },
  ]);
});

test("a case whose row changed is left out, and told", () => {
  const base = [sideCase("a", "pass", { fingerprint: "1" }), sideCase("b")];
  const head = [sideCase("a", "fail", { fingerprint: "2" }), sideCase("b")];

  const comparison = compareRuns(side(base), side(head));

  expect(comparison.notComparable).toEqual([
    { kind: "row", message: "input or expected value changed", cases: ["a"] },
  ]);
  expect(comparison.partitions["distribution"]).toMatchObject({
    cases: 1,
    newlyFailing: 0,
    notComparable: 1,
  });
});

test("other trials leave a case out, another threshold is only told", () => {
  const cases = [sideCase("a")];

  const rule = compareRuns(side(cases), side([sideCase("a", "fail", { trials: "majority of 3" })]));
  const threshold = compareRuns(
    side(cases),
    side(cases, { partitions: { distribution: { threshold: 0.8 } } }),
  );

  expect(rule.notComparable).toEqual([
    {
      kind: "config",
      message: "distribution: the trials of a case were one, and are majority of 3",
      cases: ["a"],
    },
  ]);
  expect(rule.decision).toBe("inconclusive");
  expect(threshold.notComparable).toEqual([
    { kind: "config", message: "distribution: 90 % had to pass, now 80 %", cases: [] },
  ]);
  expect(threshold.partitions["distribution"]).toMatchObject({ cases: 1, notComparable: 0 });
});

test("a case is found again when its file or suite got another name", () => {
  const comparison = compareRuns(
    side([sideCase("a"), sideCase("b")]),
    side([sideCase("a", "fail", { file: "src/b.eval.test.ts" }), sideCase("b")]),
  );

  expect(comparison.newlyFailing.map(({ id }) => id)).toEqual(["a"]);
  expect([comparison.added, comparison.removed]).toEqual([[], []]);
});

test("a case that may be one of several is not guessed", () => {
  const twice = [sideCase("a"), sideCase("a", "pass", { test: "other > a" })];

  const comparison = compareRuns(side(twice), side([sideCase("a", "fail", { test: "third > a" })]));

  expect(comparison.newlyFailing).toEqual([]);
  expect([comparison.added, comparison.removed]).toEqual([["a"], ["a", "a"]]);
});

test("a golden case that is gone leaves the comparison open", () => {
  const golden = { partition: "golden" } as const;

  const comparison = compareRuns(
    side([sideCase("a", "pass", golden), sideCase("b", "pass", golden)]),
    side([sideCase("a", "pass", golden)]),
  );

  expect(comparison).toMatchObject({ decision: "inconclusive", removed: ["b"] });
  expect(comparison.open).toEqual([{ code: "removed", message: "golden: 1 case of the base gone: b" }]);
});

test("two sides without a case in common decide nothing", () => {
  const comparison = compareRuns(side([sideCase("a")]), side([sideCase("b")]));

  expect(comparison).toMatchObject({ decision: "inconclusive", added: ["b"], removed: ["a"] });
  expect(comparison.open).toContainEqual({
    code: "nothing-compared",
    message:
      "no case of the two sides can be compared: none of the base has its id on the other side. Keep the ids, or compare both sides as samples with --unpaired",
  });
});

test("a partition whose ids all changed is open, however well the others pair", () => {
  const golden = { partition: "golden" } as const;

  const comparison = compareRuns(
    side([sideCase("g", "pass", golden), sideCase("a"), sideCase("b")]),
    side([sideCase("g", "pass", golden), sideCase("c", "fail"), sideCase("d", "fail")]),
  );

  expect(comparison.decision).toBe("inconclusive");
  expect(comparison.open.map(({ code, message }) => `${code} ${message}`)).toEqual([
    expect.stringMatching(
      /^nothing-compared distribution: no case can be compared: none of the base has its id/,
    ),
  ]);
});

test("a partition in which every case lost its verdict is open, however well the others do", () => {
  const mine = { partition: "mine" };

  const comparison = compareRuns(
    side([sideCase("a"), sideCase("b", "pass", mine), sideCase("c", "pass", mine)]),
    side([sideCase("a"), sideCase("b", "error", mine), sideCase("c", "not-run", mine)]),
  );

  expect(comparison.decision).toBe("inconclusive");
  expect(comparison.open).toEqual([
    { code: "undecided", message: "mine: 2 cases, none with a verdict on both sides" },
  ]);
});

test("sides without ids in common are decided by their samples when they need not pair", () => {
  const base = Array.from({ length: 40 }, (_, index) => sideCase(`a${index}`));
  const head = Array.from({ length: 40 }, (_, index) => sideCase(`b${index}`));

  expect(compareRuns(side(base), side(head), { unpaired: true }).open).toEqual([]);
});

test("tells how old the base is, in whole days", () => {
  const base = side([sideCase("a")], { startedAt: "2026-11-09T12:00:00.000Z" });

  expect(compareRuns(base, side([sideCase("a")])).base.ageDays).toBe(11);
});

const anyCases = fc
  .array(
    fc.tuple(
      fc.constantFrom<CaseStatus>("pass", "fail", "error", "not-run"),
      fc.constantFrom<CaseStatus>("pass", "fail", "error"),
    ),
    { maxLength: 60 },
  )
  .map((statuses) => ({
    base: statuses.map(([status], index) => sideCase(`${index}`, status)),
    head: statuses.map(([, status], index) => sideCase(`${index}`, status)),
  }));

test("swapping the sides turns the signs", () => {
  fc.assert(
    fc.property(anyCases, ({ base, head }) => {
      const there = compareRuns(side(base), side(head));
      const back = compareRuns(side(head), side(base));

      expect(back.newlyPassing.map(({ id }) => id)).toEqual(there.newlyFailing.map(({ id }) => id));
      for (const [name, row] of Object.entries(there.partitions)) {
        expect(back.partitions[name]?.p).toBe(row.p);
        expect(back.partitions[name]?.difference).toBeCloseTo(-row.difference, 12);
        expect(back.partitions[name]?.interval.low).toBeCloseTo(-row.interval.high, 12);
      }
    }),
  );
});

test("every interval holds its difference, and a run is no regression of itself", () => {
  fc.assert(
    fc.property(anyCases, ({ base, head }) => {
      for (const { difference, interval } of Object.values(compareRuns(side(base), side(head)).partitions)) {
        expect(interval.low).toBeGreaterThanOrEqual(-1);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(interval.low).toBeLessThanOrEqual(difference);
        expect(interval.high).toBeGreaterThanOrEqual(difference);
      }
      const same = compareRuns(side(base), side(base));
      expect(same.decision).not.toBe("fail");
      expect([...same.newlyFailing, ...same.newlyPassing, ...same.otherChanges]).toEqual([]);
    }),
  );
});
