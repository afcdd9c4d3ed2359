import { join } from "node:path";
import { fs } from "../../platform/native-fs.cjs";
import { listRecordings, type ListedRecording } from "./list-recordings.ts";

export interface PruneRecordingsOptions {
  /** Milliseconds since the epoch: what was neither written nor replayed on this machine since then goes. */
  readonly unusedSince?: number;
  /** Milliseconds since the epoch: what was recorded before then goes. */
  readonly recordedBefore?: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** `true`: nothing is removed. */
  readonly dryRun?: boolean;
}

export interface PrunedRecordings {
  readonly removed: readonly ListedRecording[];
  readonly kept: number;
}

/** A writer that was killed leaves its temporary file; a living one needs it for a moment. */
const staleMs = 60 * 60 * 1_000;

/**
 * Removes the recordings of `folder` that `options` name, and nothing else but what killed writers left. A file that holds no
 * recording stays: `assay recordings check` tells of it.
 *
 * @throws the error of the file system.
 */
export function pruneRecordings(folder: string, options: PruneRecordingsOptions): PrunedRecordings {
  const { unusedSince = -Infinity, recordedBefore = -Infinity, now, dryRun = false } = options;
  const removed: ListedRecording[] = [];
  let kept = 0;
  for (const one of listRecordings(folder)) {
    const isUnused = one.usedAt < unusedSince;
    const isOld = one.recording !== undefined && Date.parse(one.recording.recordedAt) < recordedBefore;
    if (one.recording !== undefined && (isUnused || isOld)) removed.push(one);
    else kept++;
  }
  if (dryRun) return { removed, kept };
  for (const { file } of removed) fs.rmSync(file, { force: true });
  removeStale(folder, now);
  return { removed, kept };
}

function removeStale(folder: string, now: number): void {
  if (!fs.existsSync(folder)) return;
  for (const part of fs.readdirSync(folder).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of fs.readdirSync(join(folder, part))) {
      if (!/^\.[0-9a-f]{64}\.json\..*\.tmp$/.test(name)) continue;
      const file = join(folder, part, name);
      const stats = fs.lstatSync(file, { throwIfNoEntry: false });
      if (stats !== undefined && now - stats.mtimeMs > staleMs) fs.rmSync(file, { force: true });
    }
  }
}
