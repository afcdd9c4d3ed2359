import fc from "fast-check";
import { expect, test, vi } from "vitest";
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
