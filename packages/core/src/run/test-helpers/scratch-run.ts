import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createRun, type CreateRunOptions, type RunHandle } from "../create-run.ts";
import { createJournalWriter } from "../journal-writer.ts";
import type { CaseKey, CheckRecord, JournalEvent } from "../journal-line.ts";
import type { Outcome } from "../outcome.ts";
import { defaultSettings } from "../run-settings.ts";

/** An empty directory that is gone after the test. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "assay-run-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A new run in a directory of its own. */
export function scratchRun(options: Partial<CreateRunOptions> = {}): RunHandle {
  return createRun({
    root: scratchDirectory(),
    runner: { name: "vitest", version: "4.1.12" },
    settings: defaultSettings,
    filter: {},
    ...options,
  });
}

/** Writes `events` into a journal file of their own. */
export function writeJournal(run: RunHandle, events: readonly JournalEvent[], prefix?: string): void {
  const writer = createJournalWriter(run.directory, prefix);
  for (const event of events) writer.append(event);
  writer.close();
}

export function keyOf(id: string, suite = "suite"): CaseKey {
  return { project: "", file: "src/a.eval.test.ts", test: `${suite} > ${id}`, case: id };
}

type Fields<Kind extends JournalEvent["kind"]> = Partial<Omit<Extract<JournalEvent, { kind: Kind }>, "kind">>;

export function declare(id: string, partition: string, fields: Fields<"declare"> = {}): JournalEvent {
  return { kind: "declare", ...keyOf(id), partition, dimensions: {}, tags: [], fingerprint: "", ...fields };
}

export function start(id: string, fields: Fields<"start"> = {}): JournalEvent {
  return { kind: "start", ...keyOf(id), trial: 0, attempt: 0, ...fields };
}

export function end(
  id: string,
  status: Extract<JournalEvent, { kind: "end" }>["status"],
  fields: Fields<"end"> = {},
): JournalEvent {
  return { kind: "end", ...keyOf(id), trial: 0, attempt: 0, status, durationMs: 10, ...fields };
}

export function check(
  id: string,
  outcome: Outcome,
  fields: Partial<CheckRecord> & { trial?: number; attempt?: number } = {},
): JournalEvent {
  const { trial = 0, attempt = 0, ...record } = fields;
  return {
    kind: "check",
    ...keyOf(id),
    trial,
    attempt,
    check: { name: "toPassJudge", outcome, negated: false, advisory: false, durationMs: 1, ...record },
  };
}

/** A case that was declared, started and ended. */
export function ran(
  id: string,
  partition: string,
  status: Extract<JournalEvent, { kind: "end" }>["status"],
  fields: Fields<"end"> = {},
): JournalEvent[] {
  return [declare(id, partition), start(id), end(id, status, fields)];
}

/** A run that ended as runs do. */
export const cleanFacts = { interrupted: false, failedFiles: [], unhandledErrors: [] } as const;
