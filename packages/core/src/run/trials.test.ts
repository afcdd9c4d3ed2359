import fc from "fast-check";
import { expect, test } from "vitest";
import { finishRun } from "./finish-run.ts";
import type { JournalEvent } from "./journal-line.ts";
import type { CaseStatus } from "./outcome.ts";
import { defaultSettings, type PartitionSettings, type TrialRule } from "./run-settings.ts";
import type { Summary, SummaryCase } from "./summary.ts";
import {
  check,
  cleanFacts,
  declare,
  end,
  scratchRun,
  start,
  writeJournal,
} from "./test-helpers/scratch-run.ts";
import { certainTrials, decideTrials, neededPasses } from "./trial-rule.ts";

interface TrialsOf {
  readonly trials?: number;
  readonly rule?: TrialRule;
  readonly stopEarly?: boolean;
  readonly partition?: string;
  readonly attempt?: number;
}

/** A case whose trials ended like this; `died` started and never ended. */
function trials(
  id: string,
  statuses: readonly (CaseStatus | "died")[],
  { partition = "distribution", attempt = 0, ...plan }: TrialsOf = {},
): JournalEvent[] {
  return [
    declare(id, partition, { trials: statuses.length, rule: "majority", ...plan }),
    ...statuses.flatMap((status, trial) => [
      start(id, { trial, attempt }),
      ...(status === "died"
        ? []
        : [end(id, status, { trial, attempt, ...(status !== "pass" && { reason: `trial ${trial}` }) })]),
    ]),
  ];
}

function summarize(
  events: readonly JournalEvent[],
  partitions: Summary["partitions"] | object = {},
): Summary {
  const run = scratchRun({
    settings: {
      ...defaultSettings,
      partitions: { ...defaultSettings.partitions, ...(partitions as { [name: string]: PartitionSettings }) },
    },
  });
  writeJournal(run, events);
  return finishRun(run, cleanFacts);
}

function only(summary: Summary): SummaryCase {
  return summary.cases[0] as SummaryCase;
}

test.each<[TrialRule, number, number]>([
  ["majority", 1, 1],
  ["majority", 2, 2],
  ["majority", 3, 2],
  ["majority", 4, 3],
  ["majority", 5, 3],
  ["all", 3, 3],
  ["any", 3, 1],
  [{ atLeast: 0.8 }, 5, 4],
  [{ atLeast: 0.7 }, 10, 7],
  [{ atLeast: 0.34 }, 3, 2],
  [{ atLeast: 1 }, 3, 3],
  [{ atLeast: 0.01 }, 3, 1],
])("%j of %i trials needs %i passes", (rule, count, needed) => {
  expect(neededPasses(count, rule)).toBe(needed);
});

test.each<[TrialRule, readonly CaseStatus[], CaseStatus, SummaryCase["stability"]]>([
  ["majority", ["pass", "pass"], "pass", "stable-pass"],
  ["majority", ["pass", "fail", "pass"], "pass", "flaky"],
  ["majority", ["pass", "fail", "fail"], "fail", "flaky"],
  ["majority", ["fail", "fail"], "fail", "stable-fail"],
  ["majority", ["pass", "error", "pass"], "pass", "error"],
  ["majority", ["pass", "error", "fail"], "error", "flaky"],
  ["majority", ["error", "inconclusive", "pass"], "error", "error"],
  ["majority", ["inconclusive", "pass", "inconclusive"], "inconclusive", "error"],
  ["all", ["pass", "pass", "pass"], "pass", "stable-pass"],
  ["all", ["pass", "fail"], "fail", "flaky"],
  ["all", ["pass", "pass", "inconclusive"], "inconclusive", "error"],
  ["any", ["fail", "pass"], "pass", "flaky"],
  ["any", ["fail", "fail", "fail"], "fail", "stable-fail"],
  ["any", ["fail", "fail", "error"], "error", "error"],
  [{ atLeast: 0.66 }, ["pass", "pass"], "pass", "stable-pass"],
])("%j: %j is %s and %s", (rule, statuses, status, stability) => {
  const one = only(summarize(trials("a", statuses, { trials: 3, rule })));

  expect(one).toMatchObject({
    status,
    stability,
    trialStatuses: statuses,
    plannedTrials: 3,
    trials: statuses.length,
  });
});

test("a trial that its worker never came to is an error and shrinks nothing", () => {
  const one = only(summarize(trials("a", ["pass"], { trials: 3 })));

  expect(one).toMatchObject({
    status: "error",
    cause: "worker-died",
    trials: 1,
    trialStatuses: ["pass", "error", "error"],
  });
});

test("a lost trial that could not change the verdict changes nothing", () => {
  expect(only(summarize(trials("a", ["pass", "pass", "died"], { trials: 3, stopEarly: false }))).status).toBe(
    "pass",
  );
  expect(only(summarize(trials("a", ["fail", "died", "fail"], { trials: 3 }))).status).toBe("fail");
});

test("trials of a run that was stopped are not run", () => {
  const one = only(summarize(trials("a", ["pass", "not-run"], { trials: 3 })));

  expect(one).toMatchObject({ status: "not-run", trialStatuses: ["pass", "not-run", "not-run"] });
});

test("a declaration that knows of no trials loses none", () => {
  const events = [...trials("a", ["pass"], { trials: 3 }), declare("a", "distribution")];

  expect(only(summarize(events)).status).toBe("error");
  expect(only(summarize(events.toReversed())).status).toBe("error");
});

test("a retry by the runner runs all trials again; golden counts the first attempt", () => {
  const events = (partition: string): JournalEvent[] => [
    ...trials("a", ["pass", "fail", "fail"], { partition }),
    ...trials("a", ["pass", "pass"], { partition, trials: 3, attempt: 1 }),
  ];

  const [golden, distribution] = [summarize(events("golden")), summarize(events("distribution"))];

  expect(only(golden)).toMatchObject({ status: "fail", firstStatus: "fail", attempts: 2 });
  expect(only(distribution)).toMatchObject({ status: "pass", firstStatus: "fail", recovered: true });
  expect(distribution.partitions["distribution"]).toMatchObject({ passRate: 1, firstAttemptPassRate: 0 });
});

test("what the runner holds against the test stands against all of its trials", () => {
  const events = trials("a", ["pass", "fail", "pass"]);

  const one = only(summarize([...events, end("a", "fail", { reason: "afterEach threw" })]));

  expect(one).toMatchObject({ status: "fail", reason: "afterEach threw" });
});

test("gives mean and median of each check's score over the trials", () => {
  const scores = [0.2, 0.9, 1];
  const events = [
    declare("a", "distribution", { trials: 4, rule: "majority", stopEarly: false }),
    ...[...scores, undefined].flatMap((score, trial) => [
      start("a", { trial }),
      check("a", "pass", {
        trial,
        name: "toScoreAtLeast",
        subject: "tone",
        ...(score !== undefined && { score }),
      }),
      end("a", "pass", { trial }),
    ]),
  ];

  const one = only(summarize(events));

  expect(one.scores).toEqual([
    { name: "toScoreAtLeast", subject: "tone", mean: expect.closeTo(0.7, 12), median: 0.9, trials: 3 },
  ]);
  expect(one.checks.map(({ trial }) => trial)).toEqual([0, 1, 2, 3]);
});

// Passes of 4 trials in 50 tasks of tau-bench (gpt-4o, airline); its README publishes pass^1..4 = .420 .273 .220 .200.
const tauBench = [
  0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 4, 2, 0, 2, 1, 1, 4, 0, 4, 3, 0, 0, 4, 0, 2, 2, 0, 1, 2, 2, 0, 0, 3, 4,
  4, 3, 4, 1, 3, 2, 4, 1, 2, 2, 2, 1, 4, 4,
];

test("pass@k and pass^k of a partition are those that tau-bench published, and trials are clusters", () => {
  const events = tauBench.flatMap((passed, index) =>
    trials(
      `task-${index}`,
      [0, 1, 2, 3].map((trial) => (trial < passed ? "pass" : "fail")),
      { trials: 4, stopEarly: false },
    ),
  );

  const summary = summarize(events).partitions["distribution"]?.trials;

  expect(summary?.cases).toBe(50);
  expect(summary?.passHatK).toEqual([0.42, 0.2733333333, 0.22, 0.2].map((value) => expect.closeTo(value, 9)));
  expect(summary?.passAtK).toEqual([0.42, 0.5666666667, 0.66, 0.72].map((value) => expect.closeTo(value, 9)));
  // Miller's clustered standard error, equal to that of the 50 task means; naive it would be .0349874349.
  expect(summary?.trialPassRate).toEqual({
    rate: expect.closeTo(0.42, 12),
    standardError: expect.closeTo(0.0522161911, 9),
    interval: {
      low: expect.closeTo(0.3150676355, 9),
      high: expect.closeTo(0.5249323645, 9),
      level: 0.95,
      method: "clustered-t",
    },
  });
  expect(summary?.advice).toBe("more cases");
});

test("pass@k ends where the trials that ran depend on the verdicts", () => {
  const events = [
    ...trials("a", ["pass", "pass"], { trials: 3 }),
    ...trials("b", ["pass", "fail", "fail"]),
    ...trials("c", ["fail", "error", "fail"]),
  ];

  const summary = summarize(events).partitions["distribution"]?.trials;

  // Of the two cases with a verdict in both certain trials: 2 of 2 and 1 of 2.
  expect(summary).toMatchObject({
    trials: 3,
    rule: "majority",
    cases: 2,
    passAtK: [0.75, 1],
    passHatK: [0.75, 0.5],
  });
});

test("pass@k of trials that stop at the first pass, and pass^k of those that stop at the first fail, are known to the end", () => {
  const any = [
    ...trials("a", ["pass"], { trials: 3, rule: "any" }),
    ...trials("b", ["fail", "fail", "pass"], { rule: "any" }),
  ];
  const all = [
    ...trials("a", ["fail"], { trials: 3, rule: "all" }),
    ...trials("b", ["pass", "pass", "fail"], { rule: "all" }),
  ];

  expect(summarize(any).partitions["distribution"]?.trials).toMatchObject({
    passAtK: [0.5, 0.5, 1],
    passHatK: [0.5],
  });
  expect(summarize(all).partitions["distribution"]?.trials).toMatchObject({
    passAtK: [0.5],
    passHatK: [0.5, 0.5, 0],
  });
});

const status = fc.constantFrom<CaseStatus>("pass", "fail", "inconclusive", "error");
const rule = fc.oneof(
  fc.constantFrom<TrialRule>("majority", "all", "any"),
  fc.integer({ min: 1, max: 100 }).map((percent): TrialRule => ({ atLeast: percent / 100 })),
);
const full = fc.array(status, { minLength: 1, maxLength: 7 });

/** The trials that run when the first ones decide. */
function stoppedEarly(
  statuses: readonly CaseStatus[],
  plan: { trials: number; rule: TrialRule },
): CaseStatus[] {
  for (let ran = 1; ran < statuses.length; ran++) {
    const first = statuses.slice(0, ran);
    if (decideTrials(plan, first) !== "undecided") return first;
  }
  return [...statuses];
}

test("stopping early gives the verdict that all trials give, under every rule", () => {
  fc.assert(
    fc.property(full, rule, (statuses, one) => {
      const plan = { trials: statuses.length, rule: one };

      expect(decideTrials(plan, stoppedEarly(statuses, plan))).toBe(decideTrials(plan, statuses));
    }),
    { numRuns: 2_000 },
  );
});

test("a verdict holds whatever the trials without one would have said", () => {
  fc.assert(
    fc.property(full, rule, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), (statuses, one, luck) => {
      const plan = { trials: statuses.length, rule: one };
      const decided = decideTrials(plan, statuses);
      const filled = statuses.map((old, index) =>
        old === "pass" || old === "fail" ? old : luck[index] ? "pass" : "fail",
      );
      const best = statuses.map((old) => (old === "fail" ? "fail" : "pass"));
      const worst = statuses.map((old) => (old === "pass" ? "pass" : "fail"));

      if (decided !== "undecided") expect(decideTrials(plan, filled)).toBe(decided);
      else expect(decideTrials(plan, best)).not.toBe(decideTrials(plan, worst));
    }),
    { numRuns: 2_000 },
  );
});

test("the trials that are certain to run are those that the quickest verdict takes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), rule, (count, one) => {
      const plan = { trials: count, rule: one, stopEarly: true };
      const quickest = (fill: CaseStatus): number =>
        stoppedEarly(Array<CaseStatus>(count).fill(fill), plan).length;

      expect(certainTrials(plan)).toBe(Math.min(quickest("pass"), quickest("fail")));
      expect(certainTrials({ ...plan, stopEarly: false })).toBe(count);
    }),
  );
});

// Reference: curtailed majority vote of 3 takes 2.02, 2.18 and 2.32 calls at p = .99, .9 and .8; of 5 3.03, 3.32 and 3.63.
test.each([
  [3, 0.99, 2.02],
  [3, 0.9, 2.18],
  [3, 0.8, 2.32],
  [5, 0.99, 3.03],
  [5, 0.9, 3.32],
  [5, 0.8, 3.63],
])(
  "a majority of %i stops early: at a pass rate of %d after %d trials on average",
  (count, rate, expected) => {
    let mean = 0;
    for (let mask = 0; mask < 2 ** count; mask++) {
      const statuses = Array.from({ length: count }, (_, bit): CaseStatus =>
        (mask >> bit) & 1 ? "pass" : "fail",
      );
      const passed = statuses.filter((one) => one === "pass").length;
      const chance = rate ** passed * (1 - rate) ** (count - passed);
      mean += chance * stoppedEarly(statuses, { trials: count, rule: "majority" }).length;
    }
    expect(mean).toBeCloseTo(expected, 2);
  },
);

test("declared is the sum of the five statuses, and no case with trials is lost", () => {
  const died = fc.oneof(
    { weight: 5, arbitrary: status },
    { weight: 1, arbitrary: fc.constant("died" as const) },
  );
  const cases = fc.array(fc.tuple(fc.array(died, { maxLength: 4 }), rule, fc.integer({ min: 1, max: 4 })), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(cases, (given) => {
      const events = given.flatMap(([statuses, one, count], index) =>
        trials(`case-${index}`, statuses.slice(0, count), { trials: count, rule: one }),
      );

      const row = summarize(events).partitions["distribution"];

      expect(row?.declared).toBe(given.length);
      expect(
        (row?.pass ?? 0) +
          (row?.fail ?? 0) +
          (row?.inconclusive ?? 0) +
          (row?.error ?? 0) +
          (row?.notRun ?? 0),
      ).toBe(given.length);
    }),
    { numRuns: 60 },
  );
});
