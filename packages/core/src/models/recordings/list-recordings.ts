import { join } from "node:path";
import { fs } from "../../platform/native-fs.cjs";
import type { Recording } from "./recording.ts";
import { folderProblem, readRecording } from "./recording-store.ts";

/** One file of a folder of recordings. */
export interface ListedRecording {
  readonly digest: string;
  /** Absolute. */
  readonly file: string;
  readonly bytes: number;
  /** When it was last written or replayed on this machine, in milliseconds since the epoch. */
  readonly usedAt: number;
  /** Absent where the file holds none. */
  readonly recording?: Recording;
  /** Why there is none. */
  readonly problem?: string;
}

/**
 * Every recording of `folder`, in the order of the digests; files that are named otherwise are none. Nothing where the folder
 * is not there.
 */
export function* listRecordings(folder: string): Generator<ListedRecording, void, undefined> {
  if (folderProblem(folder) !== undefined) return;
  for (const part of names(folder).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of names(join(folder, part))) {
      const digest = /^([0-9a-f]{64})\.json$/.exec(name)?.[1];
      if (digest === undefined || !digest.startsWith(part)) continue;
      const file = join(folder, part, name);
      const stats = fs.lstatSync(file, { throwIfNoEntry: false });
      if (stats === undefined) continue;
      const found = readRecording(folder, digest);
      if (found.kind === "missing") continue;
      yield {
        digest,
        file,
        bytes: stats.size,
        usedAt: stats.mtimeMs,
        ...(found.kind === "found" ? { recording: found.recording } : { problem: found.problem }),
      };
    }
  }
}

function names(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}
