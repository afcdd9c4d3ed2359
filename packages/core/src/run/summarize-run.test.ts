import { expect, test } from "vitest";
import { finishRun } from "./finish-run.ts";
import type { JournalEvent } from "./journal-line.ts";
import { summarizeRun } from "./summarize-run.ts";
import type { Summary, SummaryCase } from "./summary.ts";
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

/** The summary of a sealed run whose journal files hold these events. */
function summarize(...files: (readonly JournalEvent[])[]): Summary {
  const run = scratchRun();
  for (const events of files) writeJournal(run, events);
  return finishRun(run, cleanFacts);
}

function only({ cases }: Summary): SummaryCase {
  expect(cases).toHaveLength(1);
  return cases[0] as SummaryCase;
}

function codes({ gate }: Summary): string[] {
  return gate.reasons.filter(({ effect }) => effect !== "note").map(({ code }) => code);
}

test("counts every status of a partition, and they add up", () => {
  const summary = summarize([
    ...ran("a", "distribution", "pass"),
    ...ran("b", "distribution", "fail"),
    ...ran("c", "distribution", "fail", { cause: "errored-output" }),
    ...ran("d", "distribution", "inconclusive"),
    ...ran("e", "distribution", "error"),
    declare("f", "distribution"),
  ]);

  expect(summary.partitions["distribution"]).toMatchObject({
    declared: 6,
    pass: 1,
    fail: 2,
    erroredOutput: 1,
    inconclusive: 1,
    error: 1,
    notRun: 1,
    passRate: 1 / 6,
    threshold: 0.9,
    verdict: "fail",
  });
});

test("a case that started and never ended is an error of its worker", () => {
  const summary = summarize([declare("a", "golden"), start("a")]);

  expect(only(summary)).toMatchObject({
    status: "error",
    cause: "worker-died",
    reason: "no end was recorded: the process was stopped or killed while this case ran",
  });
  expect(summary.gate.verdict).toBe("inconclusive");
});

test("a case that never started did not run, for the reason its declaration gives", () => {
  expect(only(summarize([declare("a", "golden", { excluded: "skipped" })]))).toMatchObject({
    status: "not-run",
    cause: "excluded",
    reason: "skipped",
  });
  expect(only(summarize([declare("a", "golden")]))).toMatchObject({
    status: "not-run",
    cause: "never-started",
  });
});

test("a case declared again by the parent, with the reason why it will not run, is one case", () => {
  const summary = summarize(
    [declare("a", "golden")],
    [declare("a", "golden", { excluded: "does not match refund" })],
  );

  expect(only(summary)).toMatchObject({ status: "not-run", reason: "does not match refund" });
});

test("the same id in two suites is two cases", () => {
  const other = { test: "other > a" };
  const summary = summarize([
    ...ran("a", "golden", "pass"),
    declare("a", "golden", other),
    start("a", other),
    end("a", "fail", other),
  ]);

  expect(summary.cases.map(({ status }) => status).sort()).toEqual(["fail", "pass"]);
});

test("a case in two partitions counts once, and the gate says so", () => {
  const summary = summarize([
    declare("a", "golden"),
    declare("a", "adversarial"),
    start("a"),
    end("a", "pass"),
  ]);

  expect(summary.cases).toHaveLength(1);
  expect(codes(summary)).toEqual(["partition-conflict"]);
});

test("a case that ran without a declaration counts, and the gate says so", () => {
  const summary = summarize([start("a"), end("a", "pass")]);

  expect(only(summary)).toMatchObject({ partition: "unpartitioned", status: "pass" });
  expect(codes(summary)).toEqual(["case-undeclared"]);
});

test("an error that a retry mends is a pass, and counts as recovered", () => {
  const summary = summarize([
    declare("a", "golden"),
    start("a"),
    end("a", "error"),
    start("a", { attempt: 1 }),
    end("a", "error", { attempt: 1 }),
    start("a", { attempt: 2 }),
    end("a", "pass", { attempt: 2 }),
  ]);

  expect(only(summary)).toMatchObject({ status: "pass", attempts: 3, recovered: true, firstStatus: "error" });
  expect(summary.partitions["golden"]).toMatchObject({
    passRate: 1,
    firstAttemptPassRate: 0,
    verdict: "pass",
  });
});

test("a failure that a retry mends is a pass in distribution, and shows in the first-attempt rate", () => {
  const summary = summarize([
    declare("a", "distribution"),
    start("a"),
    end("a", "fail"),
    start("a", { attempt: 1 }),
    end("a", "pass", { attempt: 1 }),
  ]);

  expect(only(summary)).toMatchObject({ status: "pass", firstStatus: "fail", recovered: true });
  expect(summary.partitions["distribution"]).toMatchObject({ passRate: 1, firstAttemptPassRate: 0 });
});

test("in golden the first attempt that gave a verdict counts", () => {
  const summary = summarize([
    declare("a", "golden"),
    start("a"),
    end("a", "error"),
    start("a", { attempt: 1 }),
    end("a", "fail", { attempt: 1, reason: "wrong price" }),
    start("a", { attempt: 2 }),
    end("a", "pass", { attempt: 2 }),
  ]);

  expect(only(summary)).toMatchObject({ status: "fail", reason: "wrong price", attempts: 3 });
});

test("a retry that a stopped run skipped does not hide what the first attempt was", () => {
  const summary = summarize([
    declare("a", "distribution"),
    start("a"),
    end("a", "error", { cause: "no-verdict" }),
    end("a", "not-run", { attempt: 1, cause: "stopped" }),
  ]);

  expect(only(summary)).toMatchObject({ status: "error", cause: "no-verdict" });
});

test("a file that its runner executed four times counts once, with the number of executions", () => {
  const died = [declare("a", "golden"), start("a")];
  const summary = summarize(died, died, died, ran("a", "golden", "pass"));

  expect(only(summary)).toMatchObject({ status: "pass", executions: 4, attempts: 1, recovered: true });
});

test("where executions of one attempt disagree, the worst counts", () => {
  const summary = summarize(ran("a", "golden", "fail"), ran("a", "golden", "pass"));

  expect(only(summary)).toMatchObject({ status: "fail", executions: 2 });
});

test("a verdict against a case outlives its process: the execution in its place does not undo it", () => {
  const died = [declare("a", "golden"), start("a"), check("a", "fail", { reason: "rude" })];

  for (const files of [
    [died, ran("a", "golden", "pass")],
    [ran("a", "golden", "pass"), died],
    // A plain test, of which only the parent knows the end.
    [died, [start("a"), check("a", "pass"), check("a", "pass")], [end("a", "pass")]],
  ])
    expect(only(summarize(...files))).toMatchObject({
      status: "fail",
      firstStatus: "fail",
      cause: "check",
      reason: "rude",
      checks: [{ outcome: "fail" }],
      executions: 2,
    });
});

test.each([
  ["advisory", check("a", "fail", { advisory: true })],
  ["repeated until it passes", check("a", "fail", { polled: true })],
  ["no verdict", check("a", "error")],
])("what is %s says nothing against the execution in the place of one that died", (_, found) => {
  const summary = summarize([declare("a", "golden"), start("a"), found], ran("a", "golden", "pass"));

  expect(only(summary)).toMatchObject({ status: "pass", executions: 2, recovered: true });
});

test("a case that no execution ended is an error however often it was executed", () => {
  const died = [declare("a", "golden"), start("a"), check("a", "pass")];

  expect(only(summarize(died, died))).toMatchObject({
    status: "error",
    executions: 2,
    checks: [{ name: "toPassJudge" }],
  });
});

test("a case is as good as its worst trial", () => {
  const summary = summarize([
    declare("a", "distribution"),
    ...(["pass", "inconclusive", "pass"] as const).flatMap((status, trial) => [
      start("a", { trial }),
      end("a", status, { trial, durationMs: 10 * (trial + 1) }),
    ]),
  ]);

  expect(only(summary)).toMatchObject({ status: "inconclusive", trials: 3, durationMs: 20 });
});

test("the parent's word closes a plain test that its worker started", () => {
  const summary = summarize([declare("a", "golden"), start("a"), check("a", "pass")], [end("a", "pass")]);

  expect(only(summary)).toMatchObject({ status: "pass", executions: 1 });
});

test("a check that missed outlives the runner's green: the verdict was swallowed", () => {
  const summary = summarize(
    [declare("a", "distribution"), start("a"), check("a", "error", { reason: "429" })],
    [end("a", "pass")],
  );

  expect(only(summary)).toMatchObject({ status: "error", cause: "swallowed", reason: "429" });
  expect(summary.gate.reasons).toContainEqual({
    code: "verdict-swallowed",
    effect: "note",
    message: "verdict swallowed in src/a.eval.test.ts > suite > a: recorded as error, but the test went on",
  });
});

test("a poll that passed in the end does not speak against the runner's green", () => {
  const summary = summarize(
    [
      declare("a", "golden"),
      start("a"),
      check("a", "fail", { polled: true }),
      check("a", "pass", { polled: true }),
    ],
    [end("a", "pass")],
  );

  expect(only(summary)).toMatchObject({ status: "pass" });
});

test("the runner's word stands against a pass: a hook failed the test", () => {
  const summary = summarize(ran("a", "golden", "pass"), [end("a", "fail", { reason: "afterEach threw" })]);

  expect(only(summary)).toMatchObject({ status: "fail", reason: "afterEach threw", executions: 1 });
});

test("the runner's word never turns a miss into a pass, nor an outage into a failure", () => {
  const missed = summarize(ran("a", "golden", "fail"), [end("a", "pass")]);
  const outage = summarize(ran("a", "golden", "error"), [end("a", "fail")]);

  expect(only(missed).status).toBe("fail");
  expect(only(outage).status).toBe("error");
});

test("keeps input, expected value and output of misses only, and cuts them", () => {
  const texts = { input: { text: "q", length: 1 }, output: { text: "x".repeat(4_000), length: 9_000 } };
  const summary = summarize([...ran("a", "golden", "fail", texts), ...ran("b", "golden", "pass", texts)]);

  expect(summary.cases[0]).toMatchObject({
    input: { text: "q" },
    output: { text: "x".repeat(1_000), length: 9_000 },
  });
  expect(summary.cases[1]).not.toHaveProperty("output");
});

test("counts checks per matcher and subject, the last of a polled row only", () => {
  const summary = summarize([
    declare("a", "golden"),
    start("a"),
    check("a", "fail", { name: "toMatchTokens", polled: true }),
    check("a", "pass", { name: "toMatchTokens", polled: true }),
    check("a", "pass", { subject: "tone" }),
    check("a", "inconclusive", { subject: "tone" }),
    end("a", "inconclusive"),
  ]);

  expect(summary.checks).toEqual([
    { name: "toMatchTokens", pass: 1, fail: 0, inconclusive: 0, error: 0 },
    { name: "toPassJudge", subject: "tone", pass: 1, fail: 0, inconclusive: 1, error: 0 },
  ]);
});

test("a poll that passed is over: the next one of the same matcher is another", () => {
  const polled = (outcome: "pass" | "fail"): JournalEvent =>
    check("a", outcome, { name: "toMatchTokens", polled: true });
  const summary = summarize([
    declare("a", "golden"),
    start("a"),
    ...(["fail", "pass", "fail", "fail", "pass", "pass"] as const).map(polled),
    end("a", "pass"),
  ]);

  expect(summary.checks).toEqual([{ name: "toMatchTokens", pass: 3, fail: 0, inconclusive: 0, error: 0 }]);
});

test("slices by every scalar dimension, also one named __proto__", () => {
  const dimensions = JSON.parse(
    '{"persona":"expert","tier":2,"topics":["billing","sso"],"__proto__":"x","deep":{"a":1}}',
  ) as never;
  const summary = summarize([
    declare("a", "golden", { dimensions }),
    start("a"),
    end("a", "pass"),
    declare("b", "golden", { dimensions: { persona: "novice" } }),
  ]);

  expect(JSON.parse(JSON.stringify(summary.dimensions))).toEqual(
    JSON.parse(
      `{"__proto__":{"x":P},"deep":{},"persona":{"expert":P,"novice":N},"tier":{"2":P},"topics":{"billing":P,"sso":P}}`
        .replaceAll(
          "P",
          '{"declared":1,"pass":1,"fail":0,"erroredOutput":0,"inconclusive":0,"error":0,"notRun":0,"passRate":1}',
        )
        .replaceAll(
          "N",
          '{"declared":1,"pass":0,"fail":0,"erroredOutput":0,"inconclusive":0,"error":0,"notRun":1,"passRate":0}',
        ),
    ),
  );
  expect(({} as { x?: unknown }).x).toBeUndefined();
});

test("adds up what the judges cost, and says nothing where one cost is unknown", () => {
  const verdict = {
    outcome: "pass",
    critique: "",
    evidence: [],
    rubric: { name: "r", version: 1, hash: "h" },
    promptVersion: "1",
    parserVersion: "1",
    model: { asked: "m", family: "m" },
    durationMs: 1,
    requests: 1,
  } as const;
  const judged = (id: string, costUsd?: number): JournalEvent[] => [
    declare(id, "golden"),
    start(id),
    check(id, "pass", { verdict: { ...verdict, ...(costUsd !== undefined && { costUsd }) } }),
    end(id, "pass"),
  ];

  expect(summarize([...judged("a", 0.25), ...judged("b", 0.5)]).partitions["golden"]?.costUsd).toBe(0.75);
  expect(summarize([...judged("a", 0.25), ...judged("b")]).partitions["golden"]).not.toHaveProperty(
    "costUsd",
  );
  expect(summarize(ran("a", "golden", "pass")).partitions["golden"]).not.toHaveProperty("costUsd");
});

test("latency is that of the cases that ran", () => {
  const summary = summarize([
    ...ran("a", "golden", "pass", { durationMs: 100 }),
    ...ran("b", "golden", "fail", { durationMs: 200 }),
    declare("c", "golden"),
  ]);

  expect(summary.partitions["golden"]?.latencyMs).toEqual({ p50: 150, p95: 195 });
  expect(summarize([declare("a", "golden")]).partitions["golden"]).not.toHaveProperty("latencyMs");
});

test("lists the four partitions first, and a partition without cases not at all", () => {
  const summary = summarize([
    ...ran("a", "zebra", "pass"),
    ...ran("b", "distribution", "pass"),
    ...ran("c", "golden", "pass"),
  ]);

  expect(Object.keys(summary.partitions)).toEqual(["golden", "distribution", "zebra"]);
  expect(summary.partitions["zebra"]?.threshold).toBe(1);
  expect(summary.gate).toEqual({
    verdict: "pass",
    reasons: [{ code: "partition-empty", effect: "note", message: "no cases in regression, adversarial" }],
  });
});

test("a run without any case is inconclusive, and the reason says so", () => {
  const summary = summarize([]);

  expect(summary.gate.verdict).toBe("inconclusive");
  expect(codes(summary)).toEqual(["no-cases"]);
});

test("a summary read again from the directory is the summary that was written", () => {
  const run = scratchRun();
  writeJournal(run, [...ran("a", "golden", "fail", { reason: "x" }), ...ran("b", "distribution", "pass")]);

  const written = finishRun(run, cleanFacts);

  expect(JSON.stringify(summarizeRun(run.directory))).toBe(JSON.stringify(written));
});

test("latency leaves out a case whose worker died: nobody knows how long it took", () => {
  const summary = summarize([
    ...ran("a", "golden", "pass", { durationMs: 100 }),
    declare("b", "golden"),
    start("b"),
  ]);

  expect(summary.partitions["golden"]?.latencyMs).toEqual({ p50: 100, p95: 100 });
});
