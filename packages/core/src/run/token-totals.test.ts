import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Spend } from "../judges/spend.ts";
import type { Verdict } from "../judges/verdict.ts";
import type { Usage } from "../trace/trace.ts";
import type { JournalEvent } from "./journal-line.ts";
import { summarizeRun } from "./summarize-run.ts";
import type { Summary } from "./summary.ts";
import { check, declare, end, ran, scratchRun, start, writeJournal } from "./test-helpers/scratch-run.ts";

// Every round writes real files.
vi.setConfig({ testTimeout: 60_000 });

function verdict(fields: Partial<Verdict> = {}): Verdict {
  return {
    outcome: "pass",
    critique: "",
    evidence: [],
    rubric: { name: "tone", version: 1, hash: "h" },
    promptVersion: "1",
    parserVersion: "1",
    model: { asked: "m", family: "m" },
    durationMs: 1,
    requests: 1,
    ...fields,
  };
}

function summarize(events: readonly JournalEvent[]): Summary {
  const run = scratchRun();
  writeJournal(run, events);
  return summarizeRun(run.directory);
}

function spent(inputTokens: number, outputTokens: number): Usage {
  return { inputTokens, outputTokens };
}

test("keeps the judges' tokens and the application's apart", () => {
  const { partitions, cases } = summarize([
    declare("a", "golden"),
    start("a"),
    check("a", "pass", { verdict: verdict({ usage: spent(100, 20) }) }),
    check("a", "pass", { verdict: verdict({ usage: spent(50, 5) }) }),
    end("a", "pass", { usage: spent(7, 3) }),
  ]);

  const tokens = { judge: { input: 150, output: 25 }, application: { input: 7, output: 3 } };
  expect(cases[0]?.tokens).toEqual(tokens);
  expect(partitions["golden"]?.tokens).toEqual(tokens);
});

test("counts attempts and trials that do not count for the verdict: they were spent", () => {
  const once = (trial: number, attempt: number): JournalEvent[] => [
    start("a", { trial, attempt }),
    check("a", "fail", { trial, attempt, advisory: true, verdict: verdict({ usage: spent(10, 1) }) }),
    end("a", attempt === 0 ? "error" : "pass", { trial, attempt, usage: spent(2, 1) }),
  ];
  const plan = { trials: 2, rule: "all" } as const;
  const { partitions } = summarize([
    declare("a", "distribution", plan),
    ...once(0, 0),
    ...once(0, 1),
    ...once(1, 1),
  ]);

  expect(partitions["distribution"]?.tokens).toEqual({
    judge: { input: 30, output: 3 },
    application: { input: 6, output: 3 },
  });
});

test("says nothing where nobody reported tokens, and of one side only where only that did", () => {
  const silent = summarize([...ran("a", "golden", "pass")]);
  const judged = summarize([
    declare("a", "golden"),
    start("a"),
    check("a", "pass", { verdict: verdict({ usage: spent(10, 1) }) }),
    end("a", "pass"),
  ]);

  expect(silent.partitions["golden"]).not.toHaveProperty("tokens");
  expect(silent.cases[0]).not.toHaveProperty("tokens");
  expect(judged.partitions["golden"]?.tokens).toEqual({ judge: { input: 10, output: 1 } });
});

test("a verdict that a rule decided cost nothing, and hides no cost", () => {
  const byRule = verdict({ outcome: "fail", rule: "empty-output", requests: 0 });
  const { partitions } = summarize([
    declare("a", "golden"),
    start("a"),
    check("a", "pass", { verdict: verdict({ costUsd: 0.25 }) }),
    end("a", "pass"),
    declare("b", "golden"),
    start("b"),
    check("b", "fail", { verdict: byRule }),
    end("b", "fail", { cause: "check" }),
  ]);

  expect(partitions["golden"]?.costUsd).toBe(0.25);
});

test("counts answers that no verdict came of, and knows no cost where one of them has no price", () => {
  const panel = (spent: Spend): Summary =>
    summarize([
      declare("a", "golden"),
      start("a"),
      check("a", "pass", {
        verdict: verdict({ usage: { inputTokens: 10, outputTokens: 1 }, costUsd: 0.25 }),
      }),
      end("a", "pass"),
      declare("b", "golden"),
      start("b"),
      check("b", "error", { spent }),
      end("b", "error", { cause: "check" }),
    ]);
  const priced = panel({ usage: spent(5, 2), costUsd: 0.5, requests: 3 });
  const unpriced = panel({ usage: spent(5, 2), requests: 3 });
  const silent = panel({ requests: 3 });

  expect(priced.partitions["golden"]).toMatchObject({
    costUsd: 0.75,
    tokens: { judge: { input: 15, output: 3 } },
  });
  expect(priced.cases[1]).not.toHaveProperty("unpriced");
  expect(unpriced.partitions["golden"]?.tokens).toEqual({ judge: { input: 15, output: 3 } });
  for (const { partitions, cases } of [unpriced, silent]) {
    expect(partitions["golden"]).not.toHaveProperty("costUsd");
    expect(cases[1]?.unpriced).toBe(true);
  }
});

test("tokens and cost are those of the journal, with and without verdicts, known or not", () => {
  const judged = fc.record({
    hasVerdict: fc.boolean(),
    usage: fc.option(fc.record({ inputTokens: fc.nat(1_000), outputTokens: fc.nat(1_000) }), {
      nil: undefined,
    }),
    // In halves, which add up exactly in every order.
    costUsd: fc.option(
      fc.nat(20).map((halves) => halves / 2),
      { nil: undefined, freq: 8 },
    ),
    requests: fc.integer({ min: 1, max: 4 }),
  });
  const cases = fc.array(fc.array(judged, { maxLength: 3 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(cases, (all) => {
      const { partitions } = summarize(
        all.flatMap((checks, index): JournalEvent[] => [
          declare(`c${index}`, "golden"),
          start(`c${index}`),
          ...checks.map(({ hasVerdict, usage, costUsd, requests }) => {
            const took = { ...(usage && { usage }), ...(costUsd !== undefined && { costUsd }), requests };
            return check(
              `c${index}`,
              hasVerdict ? "pass" : "error",
              hasVerdict ? { verdict: verdict(took) } : { spent: took },
            );
          }),
          end(`c${index}`, "pass"),
        ]),
      );
      const answers = all.flat();
      const usages = answers.flatMap(({ usage }) => usage ?? []);
      const costs = answers.flatMap(({ costUsd }) => costUsd ?? []);
      const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
      const known = answers.length > 0 && costs.length === answers.length;
      expect(partitions["golden"]?.costUsd).toBe(known ? total(costs) : undefined);
      expect(partitions["golden"]?.tokens?.judge).toEqual(
        usages.length === 0
          ? undefined
          : {
              input: total(usages.map(({ inputTokens }) => inputTokens)),
              output: total(usages.map(({ outputTokens }) => outputTokens)),
            },
      );
    }),
    { numRuns: 100 },
  );
});

test("the totals are the sums over all lines of the journal", () => {
  const usage = fc.option(fc.record({ inputTokens: fc.nat(1_000), outputTokens: fc.nat(1_000) }), {
    nil: undefined,
  });
  const execution = fc.record({
    id: fc.constantFrom("a", "b", "c"),
    attempt: fc.nat(2),
    checks: fc.array(usage, { maxLength: 3 }),
    application: usage,
    dies: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(execution, { maxLength: 8 }), (executions) => {
      const events = executions.flatMap(({ id, attempt, checks, application, dies }): JournalEvent[] => [
        start(id, { attempt }),
        ...checks.map((judged) =>
          check(id, "pass", { attempt, verdict: verdict(judged === undefined ? {} : { usage: judged }) }),
        ),
        ...(dies
          ? []
          : [end(id, "pass", { attempt, ...(application !== undefined && { usage: application }) })]),
      ]);
      const names = ["a", "b", "c"];
      const { partitions } = summarize([
        ...names.map((id) => declare(id, id === "a" ? "golden" : "mine")),
        ...events,
      ]);
      const rows = Object.values(partitions);
      expect(rows.reduce((sum, { tokens }) => sum + (tokens?.judge?.input ?? 0), 0)).toBe(
        executions.flatMap(({ checks }) => checks).reduce((sum, one) => sum + (one?.inputTokens ?? 0), 0),
      );
      expect(rows.reduce((sum, { tokens }) => sum + (tokens?.application?.output ?? 0), 0)).toBe(
        executions.reduce(
          (sum, { dies, application }) => sum + (dies ? 0 : (application?.outputTokens ?? 0)),
          0,
        ),
      );
    }),
    { numRuns: 100 },
  );
});
