import type { CreateRunOptions } from "../create-run.ts";
import { finishRun } from "../finish-run.ts";
import type { JournalEvent } from "../journal-line.ts";
import type { RunFacts } from "../run-facts.ts";
import type { Summary } from "../summary.ts";
import { cleanFacts, scratchRun, writeJournal } from "./scratch-run.ts";

/** The summary of a finished run that recorded `events`. */
export function summarizeEvents(
  events: readonly JournalEvent[],
  facts: Partial<RunFacts> = {},
  options: Partial<CreateRunOptions> = {},
): Summary {
  const run = scratchRun(options);
  writeJournal(run, events);
  return finishRun(run, { ...cleanFacts, ...facts });
}
