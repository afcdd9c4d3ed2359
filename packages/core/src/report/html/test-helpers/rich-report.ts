import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareRuns } from "../../../run/compare/compare-runs.ts";
import { createRun } from "../../../run/create-run.ts";
import { finishRun } from "../../../run/finish-run.ts";
import type { JournalEvent } from "../../../run/journal-line.ts";
import { createJournalWriter } from "../../../run/journal-writer.ts";
import { readCaseDetails } from "../../../run/read-case-details.ts";
import { defaultSettings } from "../../../run/run-settings.ts";
import { summarizeRun } from "../../../run/summarize-run.ts";
import type { Summary } from "../../../run/summary.ts";
import { cleanFacts } from "../../../run/test-helpers/scratch-run.ts";
import { historyPoint } from "../../history-point.ts";
import { renderHtml } from "../../render-html.ts";
import { richRun } from "./rich-run.ts";

export interface RecordedRun {
  readonly directory: string;
  readonly summary: Summary;
}

/** For a whole test file: whoever asks for it removes it. */
export function reportFolder(): string {
  return mkdtempSync(join(tmpdir(), "assay-report-"));
}

/** A sealed run of `events` in the project `root`. */
export function recordEvents(root: string, events: readonly JournalEvent[]): RecordedRun {
  const run = createRun({
    root,
    runner: { name: "vitest", version: "4.1.12" },
    settings: defaultSettings,
    filter: {},
  });
  const journal = createJournalWriter(run.directory);
  journal.appendAll(events);
  journal.close();
  finishRun(run, cleanFacts);
  return { directory: run.directory, summary: summarizeRun(run.directory) };
}

/** A report with everything in it: misses of every kind, trials, votes, a comparison and a history. */
export async function richReport(root: string): Promise<string> {
  const earlier = [3, 1, 0, 2].map((drop) => recordEvents(root, richRun(drop)).summary);
  const head = recordEvents(root, richRun(9));
  const base = earlier.at(-1) as Summary;
  const html = await renderHtml(head.summary, {
    details: readCaseDetails(head.directory, head.summary.cases),
    comparison: compareRuns(base, head.summary),
    history: [...earlier, head.summary].map(historyPoint),
  });
  return reportFile(root, html);
}

/** Writes `html` where a browser can open it, and returns its path. */
export function reportFile(root: string, html: string, name = "report.html"): string {
  const file = join(root, name);
  writeFileSync(file, html);
  return file;
}
