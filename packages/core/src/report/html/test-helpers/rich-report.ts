import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compareRuns } from "../../../run/compare/compare-runs.ts";
import type { JournalEvent } from "../../../run/journal-line.ts";
import { readCaseDetails } from "../../../run/read-case-details.ts";
import { summarizeRun } from "../../../run/summarize-run.ts";
import type { Summary } from "../../../run/summary.ts";
import { finishRun } from "../../../run/finish-run.ts";
import { createJournalWriter } from "../../../run/journal-writer.ts";
import { cleanFacts, scratchDirectory, scratchRun } from "../../../run/test-helpers/scratch-run.ts";
import { historyPoint } from "../../history-point.ts";
import { renderHtml } from "../../render-html.ts";
import { richRun } from "./rich-run.ts";

export interface RecordedRun {
  readonly directory: string;
  readonly summary: Summary;
}

/** A sealed run of `events`. */
export function recordEvents(events: readonly JournalEvent[]): RecordedRun {
  const run = scratchRun();
  const journal = createJournalWriter(run.directory);
  journal.appendAll(events);
  journal.close();
  finishRun(run, cleanFacts);
  return { directory: run.directory, summary: summarizeRun(run.directory) };
}

/** A report with everything in it: misses of every kind, trials, votes, a comparison and a history. */
export async function richReport(): Promise<string> {
  const earlier = [3, 1, 0, 2].map((drop) => recordEvents(richRun(drop)).summary);
  const head = recordEvents(richRun(9));
  const base = earlier.at(-1) as Summary;
  return renderHtml(head.summary, {
    details: readCaseDetails(head.directory, head.summary.cases),
    comparison: compareRuns(base, head.summary),
    history: [...earlier, head.summary].map(historyPoint),
  });
}

/** Writes `html` where a browser can open it, and returns its path. */
export function reportFile(html: string): string {
  const file = join(scratchDirectory(), "report.html");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, html);
  return file;
}
