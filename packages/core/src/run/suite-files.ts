import { readNotes, writeNote } from "./note-files.ts";

/** Of notes, in the directory of a run that is a shard of the files. */
export const suiteFilesFolder = "files";

/** What a shard of the files knows: which files the whole suite has, and which of them ran to their end here. */
export interface SuiteFiles {
  readonly runner: string;
  /** Relative to the root, with forward slashes. Absent where the runner does not tell. */
  readonly all?: readonly string[];
  readonly ran?: readonly string[];
}

/**
 * Notes in the run in `directory` which test files there are: a merge can then name those of a shard that is missing.
 *
 * @example
 * ```ts
 * noteSuiteFiles(run.directory, { runner: "vitest", all: ["a.eval.test.ts", "b.eval.test.ts"] });
 * ```
 */
export function noteSuiteFiles(directory: string, files: SuiteFiles): void {
  const { runner, all, ran } = files;
  const note: SuiteFiles = {
    runner,
    ...(all !== undefined && { all: sorted(all) }),
    ...(ran !== undefined && { ran: sorted(ran) }),
  };
  writeNote(directory, suiteFilesFolder, JSON.stringify(note));
}

/** What {@link noteSuiteFiles} noted, each note once, sorted. */
export function readSuiteFiles(directory: string): readonly string[] {
  return readNotes(directory, suiteFilesFolder);
}

/** Of all notes together; a merged run has notes from other machines, and what cannot be read is not known. */
export interface KnownFiles {
  /** By runner. */
  readonly all: ReadonlyMap<string, ReadonlySet<string>>;
  readonly ran: ReadonlySet<string>;
}

export function knownFiles(notes: readonly string[]): KnownFiles {
  const all = new Map<string, Set<string>>();
  const ran = new Set<string>();
  for (const { runner, all: listed, ran: finished = [] } of notes.flatMap(parseNote)) {
    if (listed !== undefined) {
      const known = all.get(runner) ?? new Set<string>();
      all.set(runner, known);
      for (const file of listed) known.add(file);
    }
    for (const file of finished) ran.add(file);
  }
  return { all, ran };
}

/** The files that nobody ran, sorted: those of the suite less those that ran, or of which a case ran. */
export function unrunFiles(notes: readonly string[], seen: ReadonlySet<string>): readonly string[] {
  const { all, ran } = knownFiles(notes);
  const files = new Set([...all.values()].flatMap((listed) => [...listed]));
  return [...files].filter((file) => !ran.has(file) && !seen.has(file)).sort();
}

function parseNote(note: string): SuiteFiles[] {
  try {
    const files = JSON.parse(note) as SuiteFiles;
    return typeof files.runner === "string" && isList(files.all) && isList(files.ran) ? [files] : [];
  } catch {
    return [];
  }
}

function isList(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every((item) => typeof item === "string"));
}

function sorted(files: readonly string[]): readonly string[] {
  return [...new Set(files)].sort();
}
