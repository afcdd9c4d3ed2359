import type { Dirent } from "node:fs";
import { join, resolve } from "node:path";
import { fs } from "../../platform/native-fs.cjs";
import { refuseMerge } from "./refuse-merge.ts";

/** Downloaded artifacts lie a few levels deep: artifacts/shard-1/.assay/runs/<id>. */
const deepest = 6;

/**
 * The directories of all runs in `directories` and below them, each once, sorted. Symbolic links are not followed.
 *
 * @throws EvalError `MERGE_REFUSED` for a directory without any.
 */
export function findRuns(directories: readonly string[]): readonly string[] {
  const found = directories.flatMap((directory) => {
    const path = resolve(directory);
    const runs = runsBelow(path, deepest);
    if (runs.length === 0) {
      throw refuseMerge(
        directory,
        "no run is there or below it. Name directories that hold a run.json, as they are in .assay/runs",
      );
    }
    return runs;
  });
  return [...new Set(found)].sort();
}

function runsBelow(directory: string, levels: number): string[] {
  const entries = entriesOf(directory);
  if (entries.some((entry) => entry.name === "run.json" && entry.isFile())) return [directory];
  if (levels === 0) return [];
  return entries
    .filter(
      (entry) => entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".merge-"),
    )
    .flatMap((entry) => runsBelow(join(directory, entry.name), levels - 1));
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readEntries(directory);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const problem = code === "ENOENT" ? "there is no such directory" : message;
    throw refuseMerge(directory, `${problem}. Name directories that can be read`, cause);
  }
}

function readEntries(directory: string): Dirent[] {
  return fs.readdirSync(directory, { withFileTypes: true });
}
