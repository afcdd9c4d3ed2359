import { afterEach, beforeEach, expect, test } from "vitest";
import { CaseContext } from "./case-context.ts";
import type { CheckRecord } from "./journal-line.ts";
import { readJournal } from "./read-journal.ts";
import { runDirectoryVariable } from "./run-manifest.ts";
import { keyOf, scratchRun } from "./test-helpers/scratch-run.ts";
import { attachWorker } from "./worker-state.ts";

let directory: string;

beforeEach(() => {
  directory = scratchRun().directory;
  process.env[runDirectoryVariable] = directory;
  attachWorker();
});

afterEach(() => {
  delete process.env[runDirectoryVariable];
  attachWorker();
});

const check: CheckRecord = {
  name: "toPassJudge",
  outcome: "pass",
  negated: false,
  advisory: false,
  durationMs: 1,
};

function kinds(): string[] {
  const seen: string[] = [];
  readJournal(directory, (line) => seen.push(line.kind));
  return seen;
}

test("a plain test declares itself with its first check", () => {
  const context = new CaseContext({ key: keyOf("a"), partition: "golden", declared: false });
  expect(kinds()).toEqual([]);

  context.record(check);
  context.end({ status: "pass", durationMs: 1 });

  expect(kinds()).toEqual(["declare", "start", "check", "end"]);
});

test("a check that comes after its case has ended is not recorded", () => {
  const context = new CaseContext({ key: keyOf("a"), partition: "golden", declared: true });
  context.end({ status: "error", cause: "timeout", durationMs: 1 });

  context.record(check);

  expect(kinds()).toEqual(["start", "end"]);
  expect(context.checks).toEqual([]);
});
