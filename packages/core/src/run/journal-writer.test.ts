import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isEvalError } from "../errors/eval-error.ts";
import { createJournalWriter } from "./journal-writer.ts";
import { readStopReason } from "./stop-file.ts";
import { readJournal } from "./read-journal.ts";
import { declare, scratchRun, start } from "./test-helpers/scratch-run.ts";

function codeOf(action: () => void): string | undefined {
  try {
    action();
  } catch (error) {
    return isEvalError(error) ? `${error.code} ${error.scope} ${error.outcome}` : String(error);
  }
  return undefined;
}

test("an event is in the file when append returns, and only its owner may read it", () => {
  const run = scratchRun();
  const writer = createJournalWriter(run.directory);

  writer.append(start("a"));

  const names = readdirSync(run.directory).filter((name) => name.endsWith(".jsonl"));
  expect(names).toHaveLength(1);
  expect(statSync(join(run.directory, names[0] as string)).mode & 0o777).toBe(0o600);
  expect(readJournal(run.directory, () => {})).toMatchObject({ lines: 1, torn: 0, problems: [] });
});

test("many events in few writes are all there, in order", () => {
  const run = scratchRun();
  const writer = createJournalWriter(run.directory);

  writer.appendAll(Array.from({ length: 5_000 }, (_, index) => declare(`case-${index}`, "golden")));

  const ids: string[] = [];
  expect(readJournal(run.directory, (line) => ids.push(line.case))).toMatchObject({
    lines: 5_000,
    problems: [],
  });
  expect(ids).toEqual(Array.from({ length: 5_000 }, (_, index) => `case-${index}`));
});

test("a directory that is gone is an error of the whole run", () => {
  const run = scratchRun();
  const writer = createJournalWriter(run.directory);
  rmSync(run.directory, { recursive: true });

  expect(codeOf(() => writer.append(start("a")))).toBe("RUN_JOURNAL_UNWRITABLE run error");
});

test("after one failed write nothing more is written, and the run is stopped", () => {
  const run = scratchRun();
  const writer = createJournalWriter(join(run.directory, "sub"));
  expect(codeOf(() => writer.append(start("a")))).toBe("RUN_JOURNAL_UNWRITABLE run error");

  mkdirSync(join(run.directory, "sub"));

  expect(codeOf(() => writer.append(start("a")))).toBe("RUN_JOURNAL_UNWRITABLE run error");
  expect(readdirSync(join(run.directory, "sub"))).toEqual([]);
});

test("a closed writer refuses events and stops nothing", () => {
  const run = scratchRun();
  const writer = createJournalWriter(run.directory);
  writer.append(start("a"));
  writer.close();

  expect(codeOf(() => writer.append(start("b")))).toBe("RUN_JOURNAL_UNWRITABLE run error");
  expect(readStopReason(run.directory)).toBeUndefined();
});
