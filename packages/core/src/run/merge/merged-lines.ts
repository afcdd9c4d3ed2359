import type { SourceLocation } from "../../errors/eval-error.ts";
import { isInShard, shardOfFile, type CaseSplit } from "../case-shard.ts";
import type { JournalView } from "../fold-journal.ts";
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
 * the process that its id belongs to counts: one execution, chosen before any of them ran, unless it went worse in another
 * one. All of them declare it.
 */
export function isOwnLine(
  line: Pick<JournalLine, "kind" | "case" | "file">,
  run: CaseSplit | undefined,
): boolean {
  if (line.kind === "declare" || run === undefined) return true;
  const shard = shardOfFile(run, line.file);
  return shard === undefined || isInShard(line.case, shard);
}

/**
 * How the lines of a merged run count, as if all had run in `root`: files in datasets and tests are named by their whole
 * path, and every shard has its own. `undefined` for any other run, where every line counts as it is.
 */
export function mergedLines({
  mergedFrom,
  root,
}: {
  readonly mergedFrom?: readonly MergedRun[];
  readonly root: string;
}): JournalView | undefined {
  if (mergedFrom === undefined) return undefined;
  const byKey = new Map(mergedFrom.map((run) => [run.key, run]));
  return {
    place(line, file) {
      const run = byKey.get(keyOfJournal(file));
      return run === undefined || run.root === root ? line : inRoot(line, run.root, root);
    },
    elsewhere(line, file) {
      const key = keyOfJournal(file);
      return isOwnLine(line, byKey.get(key)) ? undefined : key;
    },
  };
}

function inRoot(line: JournalLine, from: string, to: string): JournalLine {
  if (line.kind === "check") {
    const { location } = line.check;
    if (location === undefined) return line;
    return { ...line, check: { ...line.check, location: moved(location, from, to) } };
  }
  if (line.kind === "start" || line.location === undefined) return line;
  return { ...line, location: moved(line.location, from, to) };
}

function moved(location: SourceLocation, from: string, to: string): SourceLocation {
  const { file } = location;
  const below = file.startsWith(from) && /^[\\/]/.test(file.slice(from.length));
  return below ? { ...location, file: to + file.slice(from.length) } : location;
}

/** A text that no other case's key is. */
export function caseText({ project, file, test, case: id }: CaseKey): string {
  return JSON.stringify([project, file, test, id]);
}
