import fc from "fast-check";
import { expect, test } from "vitest";
import { exitCodeOf } from "./exit-code.ts";
import { finishRun } from "./finish-run.ts";
import { encodeJournalLine, journalVersion, type JournalEvent, type JournalLine } from "./journal-line.ts";
import { mustFail } from "./must-fail.ts";
import type { CreateRunOptions } from "./create-run.ts";
import { defaultSettings, type GateSettings, type PartitionSettings } from "./run-settings.ts";
import type { Summary } from "./summary.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  check,
  cleanFacts,
  declare,
  end,
  ran,
  scratchRun,
  start,
  writeJournal,
} from "./test-helpers/scratch-run.ts";

interface Asked {
  readonly mine?: PartitionSettings;
  readonly golden?: PartitionSettings;
  readonly gate?: GateSettings;
}

function summarize(
  events: readonly JournalEvent[],
  { gate, ...partitions }: Asked,
  options: Partial<CreateRunOptions> = {},
): Summary {
  const settings = {
    ...defaultSettings,
    partitions: { ...defaultSettings.partitions, ...partitions },
    ...(gate !== undefined && { gate }),
  };
  const run = scratchRun({ settings, ...options });
  writeJournal(run, events);
  return finishRun(run, cleanFacts);
}

type Status = Parameters<typeof ran>[2];

function many(count: number, status: Status, prefix: string = status, partition = "mine"): JournalEvent[] {
  return Array.from({ length: count }, (_, index) => ran(`${prefix}-${index}`, partition, status)).flat();
}

/** `code effect: message` of every reason but that of partitions without cases. */
function reasons({ gate }: Summary): string[] {
  return gate.reasons
    .filter(({ code }) => code !== "partition-empty")
    .map(({ code, effect, message }) => `${code} ${effect}: ${message}`);
}

// One-sided exact lower bounds of n of n at 95 %: 58 give .9497, 59 give .950492 (statsmodels 0.13.5).
test("with a confidence the exact lower bound has to reach the rate", () => {
  const mine = { passRate: 0.95, confidence: 0.95 };

  expect(summarize(many(59, "pass"), { mine }).partitions["mine"]?.verdict).toBe("pass");
  expect(reasons(summarize(many(20, "pass"), { mine }))).toEqual([
    "bound-not-reached inconclusive: mine: 20 of 20 passed: true rate >= 86.1 % at 95 %, 95 % must be shown; 59 cases that all pass would show it",
  ]);
  expect(summarize(many(58, "pass"), { mine }).gate.verdict).toBe("inconclusive");
});

test("a rate below the threshold fails whatever the confidence, and cases without a verdict count against the bound", () => {
  const mine = { passRate: 0.9, confidence: 0.95 };

  expect(summarize([...many(80, "pass"), ...many(20, "fail")], { mine }).gate.verdict).toBe("fail");
  expect(summarize([...many(100, "pass"), ...many(6, "error")], { mine }).gate.verdict).toBe("inconclusive");
  expect(summarize(many(106, "pass"), { mine }).gate.verdict).toBe("pass");
});

test("the claim of a partition is the exact lower bound at its own level", () => {
  const claims = summarize([...many(50, "pass", "g", "golden"), ...many(50, "pass")], {
    mine: { passRate: 0.5, confidence: 0.975 },
  }).partitions;

  // 0.05^(1/50) = .941845; two-sided Clopper-Pearson of 50/50 at 95 % is .9288782635.
  expect(claims["golden"]?.claim).toEqual({ low: expect.closeTo(0.941845, 6), level: 0.95 });
  expect(claims["mine"]?.claim).toEqual({ low: expect.closeTo(0.9288782635, 9), level: 0.975 });
});

test("too few cases decide nothing, and none at all neither", () => {
  const mine = { passRate: 0.9, minCases: 50 };

  expect(reasons(summarize(many(49, "pass"), { mine }))).toEqual([
    "too-few-cases inconclusive: mine: 49 of at least 50 cases",
  ]);
  expect(summarize(many(50, "pass"), { mine }).gate.verdict).toBe("pass");
  const without = summarize(many(3, "pass", "d", "distribution"), { mine });
  expect(without.gate.verdict).toBe("inconclusive");
  expect(without.gate.reasons).toContainEqual({
    code: "partition-empty",
    effect: "inconclusive",
    message: "mine: 0 of at least 50 cases",
  });
});

test("a share of cases without a verdict may be all that is tolerated", () => {
  const events = [...many(97, "pass"), ...many(1, "error"), ...many(2, "inconclusive")];

  expect(summarize(events, { mine: { passRate: 0.9 } }).gate.verdict).toBe("pass");
  expect(summarize(events, { mine: { passRate: 0.9, maxInconclusive: 0.03 } }).gate.verdict).toBe("pass");
  expect(reasons(summarize(events, { mine: { passRate: 0.9, maxInconclusive: 0.02 } }))).toEqual([
    "too-many-undecided inconclusive: mine: 3 of 100 cases are without a verdict; 2 % may be",
  ]);
});

function checked(id: string, outcome: "pass" | "fail", subject = "tone"): JournalEvent[] {
  return [declare(id, "mine"), start(id), check(id, outcome, { subject }), end(id, outcome)];
}

test("a check has a rate of its own, by matcher or by matcher and subject", () => {
  const events = [
    ...[1, 2, 3].flatMap((id) => checked(`t${id}`, "pass")),
    ...checked("t4", "fail"),
    ...checked("o1", "pass", "other"),
    ...many(5, "pass"),
  ];
  const gateOf = (checks: { [check: string]: number }): string[] =>
    reasons(summarize(events, { mine: { passRate: 0.5, checks } }));

  expect(gateOf({ toPassJudge: 0.8, "toPassJudge:tone": 0.75 })).toEqual([]);
  expect(gateOf({ "toPassJudge:tone": 0.8 })).toEqual([
    "check-failed fail: mine: toPassJudge:tone: 3 of 4 passed, 1 failed; 80 % must pass",
  ]);
  expect(gateOf({ toPasJudge: 0.8 })).toEqual([
    "check-inconclusive inconclusive: mine: toPasJudge: no case recorded this check",
  ]);
});

test("a case that ended before it made a check is without a verdict there", () => {
  const events = [
    ...[1, 2, 3].flatMap((id) => checked(`t${id}`, "pass")),
    ...many(2, "error"),
    ...many(5, "pass"),
  ];

  expect(reasons(summarize(events, { mine: { passRate: 0.5, checks: { toPassJudge: 0.9 } } }))).toEqual([
    "check-inconclusive inconclusive: mine: toPassJudge: 3 of 5 passed, 0 failed, 2 without a verdict; 90 % must pass",
  ]);
});

test("a check over trials is decided as its case is", () => {
  const events = ["fail", "pass", "pass"].flatMap((outcome, trial) => [
    start("a", { trial }),
    check("a", outcome as "pass" | "fail", { trial }),
    end("a", outcome as "pass" | "fail", { trial }),
  ]);

  const summary = summarize([declare("a", "mine", { trials: 3, rule: "majority" }), ...events], {
    mine: { passRate: 1, checks: { toPassJudge: 1 } },
  });

  expect(summary.gate.verdict).toBe("pass");
});

test("a slice has a rate of its own", () => {
  const of = (id: string, persona: string, status: Status): JournalEvent[] => [
    declare(id, "mine", { dimensions: { persona: [persona, "any"] } }),
    start(id),
    end(id, status),
  ];
  const events = [
    ...of("a", "expert", "pass"),
    ...of("b", "expert", "pass"),
    ...of("c", "novice", "fail"),
    ...of("d", "novice", "error"),
  ];
  const gateOf = (dimensions: NonNullable<PartitionSettings["dimensions"]>): string[] =>
    reasons(summarize(events, { mine: { passRate: 0.5, dimensions } }));

  expect(gateOf({ persona: { expert: 1, any: 0.5 } })).toEqual([]);
  expect(gateOf({ persona: { novice: 0.6 } })).toEqual([
    "dimension-failed fail: mine: persona = novice: 0 of 2 passed, 1 failed, 1 without a verdict; 60 % must pass",
  ]);
  expect(gateOf({ persona: { novice: 0.5 } })[0]).toMatch(/^dimension-inconclusive inconclusive/);
  expect(gateOf({ persona: { nobody: 0.5 } })).toEqual([
    "dimension-inconclusive inconclusive: mine: persona = nobody: no case has it",
  ]);
});

function judged(id: string, costUsd: number | undefined): JournalEvent[] {
  const verdict = {
    outcome: "pass" as const,
    critique: "",
    evidence: [],
    claims: [],
    rubric: { name: "tone", version: 1, hash: "h" },
    promptVersion: "1",
    parserVersion: "1",
    model: { asked: "m", family: "m" },
    durationMs: 1,
    requests: 1,
    ...(costUsd !== undefined && { costUsd }),
  };
  return [declare(id, "mine"), start(id), check(id, "pass", { verdict: verdict as never }), end(id, "pass")];
}

test("a cost above the limit fails, and one that is not known is never within it", () => {
  const mine = { passRate: 1, maxCostUsd: 0.5 };

  expect(reasons(summarize([...judged("a", 0.2), ...judged("b", 0.3)], { mine }))).toEqual([]);
  expect(reasons(summarize([...judged("a", 0.2), ...judged("b", 0.31)], { mine }))).toEqual([
    "cost-exceeded fail: mine: the judges cost $0.51; $0.5 is the limit",
  ]);
  expect(reasons(summarize([...judged("a", 0.2), ...judged("b", undefined)], { mine }))).toEqual([
    "cost-unknown inconclusive: mine: what the judges cost is not known for 1 of 2 cases, $0.5 is the limit; give the model prices",
  ]);
  expect(reasons(summarize(many(2, "pass"), { mine }))).toEqual([]);
});

test("a cost that is not known stays so where the verdict that had it does not count", () => {
  const unpriced = judged("a", undefined).slice(0, 3);
  const again = { attempt: 1 };
  const retried = [
    ...unpriced,
    end("a", "fail", { cause: "check" }),
    start("a", again),
    check("a", "pass", { name: "toMatchTokens", ...again }),
    end("a", "pass", again),
  ];
  const summary = summarize([...retried, ...judged("b", 0.2)], { mine: { passRate: 1, maxCostUsd: 0.5 } });

  expect(summary.cases[0]).toMatchObject({ status: "pass", unpriced: true });
  expect(summary.partitions["mine"]).not.toHaveProperty("costUsd");
  expect(reasons(summary)).toEqual([
    "cost-unknown inconclusive: mine: what the judges cost is not known for 1 of 2 cases, $0.5 is the limit; give the model prices",
  ]);
});

test("a case that broke off may have cost more than the verdicts before", () => {
  const mine = { passRate: 0.5, maxCostUsd: 0.5 };
  const broken = judged("a", 0.1).slice(0, 3);
  const unknown =
    "cost-unknown inconclusive: mine: what the judges cost is not known for 1 of 2 cases, $0.5 is the limit; give the model prices";

  expect(reasons(summarize([...broken, ...judged("b", 0.1)], { mine }))).toEqual([unknown]);
  expect(
    reasons(summarize([...broken, end("a", "error", { cause: "timeout" }), ...judged("b", 0.1)], { mine })),
  ).toEqual([unknown]);
});

test("the whole run has limits too", () => {
  const events = [...judged("a", 3), ...judged("b", 3)];

  expect(reasons(summarize(events, { mine: { passRate: 1 }, gate: { maxCostUsd: 5 } }))).toEqual([
    "run-cost-exceeded fail: the run: the judges cost $6; $5 is the limit",
  ]);
});

/** One case of `partition` that took so long. */
function slow(partition: string, minutes: number, { gate, ...partitions }: Asked): Summary {
  const run = scratchRun({
    settings: {
      ...defaultSettings,
      partitions: { ...defaultSettings.partitions, ...partitions },
      ...(gate !== undefined && { gate }),
    },
  });
  const lines = ran("a", partition, "pass").map((event, seq) =>
    encodeJournalLine({
      v: journalVersion,
      seq,
      at: seq === 2 ? minutes * 60_000 : 0,
      ...event,
    } as JournalLine),
  );
  writeFileSync(join(run.directory, "w-1.jsonl"), lines.join(""));
  return finishRun(run, cleanFacts);
}

test("golden over 5 minutes and a run over 20 are remarks, and failures where a limit is set", () => {
  expect(reasons(slow("golden", 4, {}))).toEqual([]);
  expect(reasons(slow("golden", 6, {}))).toEqual([
    "wall-exceeded note: golden: took 6 min; 5 min is the limit",
  ]);
  expect(slow("golden", 6, {}).gate.verdict).toBe("pass");
  expect(reasons(slow("mine", 21, {}))).toEqual([
    "run-wall-exceeded note: the run: took 21 min; 20 min is the limit",
  ]);
  expect(slow("golden", 6, { golden: { passRate: 1, maxWall: 300_000 } }).gate.verdict).toBe("fail");
  expect(slow("mine", 21, { gate: { maxWall: 1_200_000 } }).gate.verdict).toBe("fail");
  expect(
    slow("golden", 6, { golden: { passRate: 1, maxWall: 600_000 } }).gate.reasons.map(({ code }) => code),
  ).not.toContain("wall-exceeded");
});

test("an advisory partition is reported and never fails the run", () => {
  const summary = summarize([...many(2, "fail"), ...many(1, "pass", "d", "distribution")], {
    mine: { passRate: 1, advisory: true, minCases: 9 },
  });

  expect(summary.partitions["mine"]).toMatchObject({ verdict: "fail", advisory: true });
  expect(summary.gate.verdict).toBe("pass");
  expect(reasons(summary)).toEqual([
    "advisory note: mine: 0 of 2 passed, 2 failed; 100 % must pass (advisory)",
    "advisory note: mine: 2 of at least 9 cases (advisory)",
  ]);
});

test("what only all cases can show does not turn a part of the suite red, and what is decided does", () => {
  const filter = { paths: ["src/a"] };
  const mine = { passRate: 0.9, minCases: 50, confidence: 0.95 };

  expect(mustFail(summarize(many(20, "pass"), { mine }))).toBe(true);
  expect(mustFail(summarize(many(20, "pass"), { mine }, { filter }))).toBe(false);
  expect(mustFail(summarize(many(20, "fail"), { mine }, { filter }))).toBe(true);
});

test("judging what ran asks the same of it", () => {
  const events = [...many(20, "pass"), declare("x", "mine", { excluded: "filtered" })];
  const summary = summarize(events, { mine: { passRate: 0.9, confidence: 0.95 } });

  expect(exitCodeOf(summary, { allowPartial: true })).toBe(2);
  expect(exitCodeOf(summarize(events, { mine: { passRate: 0.9 } }), { allowPartial: true })).toBe(0);
});

test("a verdict holds whatever the cases without one would have said, with and without a confidence", () => {
  const counts = fc.record({ pass: fc.nat(40), fail: fc.nat(10), open: fc.nat(6), luck: fc.nat(6) });
  const asked = fc
    .record({ passRate: fc.double({ min: 0.5, max: 0.99, noNaN: true }) })
    .chain((one) => fc.oneof(fc.constant(one), fc.constant({ ...one, confidence: 0.9 })));
  fc.assert(
    fc.property(counts, asked, ({ pass, fail, open, luck }, mine) => {
      fc.pre(pass + fail + open > 0);
      const lucky = Math.min(open, luck);
      const known = [...many(pass, "pass"), ...many(fail, "fail")];

      const before = summarize([...known, ...many(open, "error")], { mine }).partitions["mine"]?.verdict;
      const after = summarize([...known, ...many(lucky, "pass", "q"), ...many(open - lucky, "fail", "r")], {
        mine,
      }).partitions["mine"]?.verdict;

      if (before === "pass") expect(after).toBe("pass");
      if (before === "fail") expect(after).toBe("fail");
    }),
    { numRuns: 40 },
  );
});
