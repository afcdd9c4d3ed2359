import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exitCodeOf } from "./exit-code.ts";
import { finishRun } from "./finish-run.ts";
import type { JournalEvent } from "./journal-line.ts";
import type { RunFacts } from "./run-facts.ts";
import type { CreateRunOptions } from "./create-run.ts";
import { writeStopFile } from "./stop-file.ts";
import { summarizeRun } from "./summarize-run.ts";
import type { Summary } from "./summary.ts";
import { cleanFacts, declare, ran, scratchRun, writeJournal } from "./test-helpers/scratch-run.ts";

const passed = ran("a", "golden", "pass");
const failed = ran("a", "golden", "fail");

function finish(
  events: readonly JournalEvent[],
  facts: Partial<RunFacts> = {},
  options: Partial<CreateRunOptions> = {},
): Summary {
  const run = scratchRun(options);
  writeJournal(run, events);
  return finishRun(run, { ...cleanFacts, ...facts });
}

function effective({ gate }: Summary): string[] {
  return gate.reasons
    .filter(({ effect }) => effect !== "note")
    .map(({ code, message }) => `${code}: ${message}`);
}

test("a clean run passes with 0 and fails with 1", () => {
  expect(exitCodeOf(finish(passed), { allowPartial: false })).toBe(0);
  expect(exitCodeOf(finish(failed), { allowPartial: false })).toBe(1);
});

test.each<[string, Partial<RunFacts>, string]>([
  ["an interrupted run", { interrupted: true }, "interrupted: the run was interrupted"],
  [
    "a file that did not load",
    { failedFiles: [{ file: "src/b.eval.test.ts", reason: "SyntaxError" }] },
    "file-failed: src/b.eval.test.ts did not run to its end: SyntaxError",
  ],
  ["an unhandled error", { unhandledErrors: ["boom"] }, "unhandled-error: unhandled error: boom"],
])("%s is inconclusive although every case passed", (_name, facts, reason) => {
  const summary = finish(passed, facts);

  expect(effective(summary)).toEqual([reason]);
  expect(exitCodeOf(summary, { allowPartial: true })).toBe(2);
});

test("a failure that is decided stays a failure in a run that was interrupted", () => {
  expect(finish(failed, { interrupted: true }).gate.verdict).toBe("fail");
});

test("a run without a seal is inconclusive", () => {
  const run = scratchRun();
  writeJournal(run, passed);

  const summary = summarizeRun(run.directory);

  expect(summary.sealed).toBe(false);
  expect(effective(summary)).toEqual([
    "not-sealed: run not sealed: it is still running, or its process ended before it could finish",
  ]);
  expect(exitCodeOf(summary, { allowPartial: true })).toBe(2);
});

test("a run that was stopped is inconclusive and says why", () => {
  const run = scratchRun();
  writeJournal(run, passed);
  writeStopFile(run.directory, "The key was refused.");
  writeStopFile(run.directory, "A second reason.");

  expect(effective(finishRun(run, cleanFacts))).toEqual([
    "stopped: the run was stopped: The key was refused.",
  ]);
});

test.each<[string, Partial<RunFacts>, Partial<CreateRunOptions>]>([
  ["by test name", {}, { filter: { testNamePattern: "refund" } }],
  ["by .only", { onlyMode: true }, {}],
  ["to changed files", {}, { filter: { changedOnly: true } }],
  ["to a shard", {}, { shard: { index: 1, count: 3 } }],
])("a run narrowed %s is refused, unless a part is allowed", (_name, facts, options) => {
  const summary = finish([...passed, declare("b", "golden", { excluded: "not selected" })], facts, options);

  expect(exitCodeOf(summary, { allowPartial: false })).toBe(2);
  expect(exitCodeOf(summary, { allowPartial: true })).toBe(0);
});

test("allowing a part does not allow cases that were lost", () => {
  const summary = finish([...passed, declare("b", "golden")], {}, { filter: { testNamePattern: "refund" } });

  expect(exitCodeOf(summary, { allowPartial: true })).toBe(2);
});

test("a part in which nothing ran is inconclusive", () => {
  const summary = finish(
    [declare("b", "golden", { excluded: "not selected" })],
    {},
    { filter: { testNamePattern: "x" } },
  );

  expect(exitCodeOf(summary, { allowPartial: true })).toBe(2);
});

test("a path filter is noted and not refused", () => {
  const summary = finish(passed, {}, { filter: { paths: ["src/a"] } });

  expect(exitCodeOf(summary, { allowPartial: false })).toBe(0);
  expect(summary.gate.reasons.map(({ code }) => code)).toContain("path-filter");
});

test("a tolerant partition that misses in one shard is not decided: other shards may make up for it", () => {
  const cases = [...ran("a", "distribution", "pass"), ...ran("b", "distribution", "fail")];
  const summary = finish(cases, {}, { shard: { index: 1, count: 2 } });

  expect(summary.partitions["distribution"]?.verdict).toBe("fail");
  expect(summary.gate.verdict).toBe("inconclusive");
  expect(exitCodeOf(summary, { allowPartial: true })).toBe(1);
});

test("a partition that must pass whole is decided by one failure in one shard", () => {
  expect(finish(failed, {}, { shard: { index: 1, count: 2 } }).gate.verdict).toBe("fail");
});

function journalPath(directory: string): string {
  return join(directory, readdirSync(directory).find((name) => name.endsWith(".jsonl")) as string);
}

test.each<[string, (path: string) => void]>([
  ["removed", (path) => rmSync(path)],
  [
    "truncated by whole lines",
    (path) => writeFileSync(path, `${readFileSync(path, "utf8").split("\n").slice(0, 2).join("\n")}\n`),
  ],
  ["truncated in a line", (path) => truncateSync(path, readFileSync(path).length - 9)],
  ["appended to", (path) => appendFileSync(path, readFileSync(path))],
])("a journal that was %s after the seal cannot pass", (_name, damage) => {
  const run = scratchRun();
  writeJournal(run, [...passed, ...ran("b", "golden", "pass")]);
  finishRun(run, cleanFacts);

  damage(journalPath(run.directory));

  const summary = summarizeRun(run.directory);
  expect(summary.gate.verdict).toBe("inconclusive");
  expect(effective(summary).join()).toMatch(/journal-changed|journal-corrupt/);
});

test("a journal that grew after an interruption is not called tampered with", () => {
  const run = scratchRun();
  writeJournal(run, passed);
  finishRun(run, { ...cleanFacts, interrupted: true });

  writeJournal(run, ran("b", "golden", "pass"));

  const { gate } = summarizeRun(run.directory);
  expect(gate.reasons.find(({ code }) => code === "journal-changed")?.message).toBe(
    "the journal is not the one that was sealed: workers may have gone on writing when the run was interrupted",
  );
});

test("a corrupt line makes the run inconclusive by its file and line", () => {
  const run = scratchRun();
  writeJournal(run, [...passed, ...ran("b", "golden", "pass")]);
  const path = journalPath(run.directory);
  writeFileSync(path, readFileSync(path, "utf8").replace('"kind":"start"', '"kind":"stort"'));

  const summary = finishRun(run, cleanFacts);

  expect(effective(summary)[0]).toMatch(/^journal-corrupt: w-.*\.jsonl:2: the line was altered/);
  expect(exitCodeOf(summary, { allowPartial: true })).toBe(2);
});

test("a torn last line is a note: its case is one without a verdict", () => {
  const run = scratchRun();
  writeJournal(run, passed);
  const path = journalPath(run.directory);
  truncateSync(path, readFileSync(path).length - 9);

  const summary = finishRun(run, cleanFacts);

  expect(summary.journal.torn).toBe(1);
  expect(summary.cases[0]).toMatchObject({ status: "error", cause: "worker-died" });
  expect(summary.gate.verdict).toBe("inconclusive");
});

test.each(["", "{", '{"schema":"assay.seal/2"}'])("a seal that reads %j is no seal", (text) => {
  const run = scratchRun();
  writeJournal(run, passed);
  finishRun(run, cleanFacts);
  writeFileSync(join(run.directory, "seal.json"), text);

  expect(summarizeRun(run.directory).sealed).toBe(false);
});
