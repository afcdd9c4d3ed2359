import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

export interface PruneRunsOptions {
  /** How many runs stay; the newest. */
  readonly keep: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const runIdPattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[0-9a-f]{6}$/;

/** Younger than this, a run without a seal may still be running, in another terminal or in watch mode. */
const protectedMs = 24 * 60 * 60 * 1000;

/** The ids of the runs in `runs`, oldest first. Anything else in that directory is none of our business. */
export function listRunIds(runs: string): string[] {
  try {
    return readdirSync(runs, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && runIdPattern.test(entry.name))
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}

/** Removes the oldest runs. Never a run without a seal that is younger than a day; never fails the run that asks for it. */
export function pruneRuns(runs: string, { keep, now }: PruneRunsOptions): void {
  const ids = listRunIds(runs);
  for (const id of ids.slice(0, Math.max(0, ids.length - Math.max(1, keep)))) {
    const directory = join(runs, id);
    const sealed = existsSync(join(directory, "seal.json"));
    if (!sealed && now - startedAt(id) < protectedMs) continue;
    try {
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // Another process prunes the same run, or its files are not ours to remove.
    }
  }
}

function startedAt(runId: string): number {
  return Date.parse(runId.replace(runIdPattern, "$1-$2-$3T$4:$5:$6.$7Z"));
}
