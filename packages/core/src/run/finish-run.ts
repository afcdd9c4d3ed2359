import { join } from "node:path";
import { joinPieces, jsonPieces } from "../platform/json-pieces.ts";
import { originals } from "../platform/originals.ts";
import type { RunHandle } from "./create-run.ts";
import { foldJournal } from "./fold-journal.ts";
import { judgeBaseline } from "./baseline/judge-baseline.ts";
import { mergedLines } from "./merge/merged-lines.ts";
import type { RunFacts } from "./run-facts.ts";
import { sealRun } from "./seal-run.ts";
import { buildSummary, readRunNotes } from "./summarize-run.ts";
import type { Summary } from "./summary.ts";
import { writeRunFile } from "./write-run-file.ts";

/**
 * Seals a run whose workers are done, writes its `summary.json` and returns the summary.
 *
 * @throws EvalError `RUN_JOURNAL_UNWRITABLE` when the seal cannot be written; the run then counts as not finished.
 * @example
 * ```ts
 * const summary = finishRun(run, { interrupted: false, failedFiles: [], unhandledErrors: [] });
 * ```
 */
export function finishRun({ directory, manifest }: RunHandle, facts: RunFacts): Summary {
  const folded = foldJournal(directory, mergedLines(manifest));
  const { reading, cases } = folded;
  const seal = sealRun(directory, { runId: manifest.runId, facts, reading, cases, now: originals.now() });
  const built = buildSummary(manifest, folded, seal, readRunNotes(directory));
  const summary = judgeBaseline(built, { gate: manifest.settings.gate, roots: [manifest.root] });
  writeRunFile(join(directory, "summary.json"), joinPieces(summaryText(summary)));
  return summary;
}

function* summaryText(summary: Summary): Generator<string, void, undefined> {
  yield* jsonPieces(summary, 2);
  yield "\n";
}
