import { isInShard } from "../case-shard.ts";
import type { CaseKey, JournalLine } from "../journal-line.ts";
import type { MergedRun } from "./merged-run.ts";

/** The name of a journal in a merged run: which run it is of, and a number. */
export function mergedJournalName(run: MergedRun, index: number): string {
  return `m-${run.key}-${index}.jsonl`;
}

/** The key of the run that a journal of a merged run is of; empty for any other file. */
export function keyOfJournal(name: string): string {
  return /^m-([0-9a-f]{16})-\d+\.jsonl$/.exec(name)?.[1] ?? "";
}

/**
 * Whether a line counts. Where cases are split over processes, a plain test still runs in each of them, and what happens in
 * the process that its id belongs to counts: one execution, chosen before any of them ran. All others still declare it.
 */
export function isOwnLine(line: Pick<JournalLine, "kind" | "case">, run: MergedRun | undefined): boolean {
  if (line.kind === "declare" || run?.caseShard === undefined) return true;
  return isInShard(line.case, run.caseShard);
}

/** {@link isOwnLine} for the journal of a merged run; `undefined` for any other run, where every line counts. */
export function ownLines(
  runs: readonly MergedRun[] | undefined,
): ((line: JournalLine, file: string) => boolean) | undefined {
  if (runs?.some(({ caseShard }) => caseShard !== undefined) !== true) return undefined;
  const byKey = new Map(runs.map((run) => [run.key, run]));
  return (line, file) => isOwnLine(line, byKey.get(keyOfJournal(file)));
}

/** A text that no other case's key is. */
export function caseText({ project, file, test, case: id }: CaseKey): string {
  return JSON.stringify([project, file, test, id]);
}
