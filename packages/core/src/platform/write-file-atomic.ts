import { randomBytes } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import { fs } from "./native-fs.cjs";

export interface WriteFileAtomicOptions {
  /** Of a file that is new; one that exists keeps its own. Default: 0o666, less the process's mask. */
  readonly mode?: number;
}

/**
 * Replaces a file so that a reader sees the old text or the new one and never a part, also after a crash: temporary file
 * beside it, fsync, rename, fsync of the directory. A symbolic link stays one.
 *
 * @throws the error of the file system; the file is then as it was.
 */
export function writeFileAtomic(
  path: string,
  chunks: Iterable<string>,
  { mode = 0o666 }: WriteFileAtomicOptions = {},
): void {
  const target = realPath(path);
  const temporary = join(
    dirname(target),
    `.${basename(target)}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`,
  );
  try {
    writeAndSync(temporary, chunks, modeOf(target) ?? mode);
    fs.renameSync(temporary, target);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
  syncDirectory(dirname(target));
}

function realPath(path: string): string {
  try {
    return fs.realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function modeOf(path: string): number | undefined {
  const stats = fs.statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? undefined : stats.mode & 0o777;
}

function writeAndSync(path: string, chunks: Iterable<string>, mode: number): void {
  const descriptor = fs.openSync(path, "wx", mode);
  try {
    for (const chunk of chunks) fs.writeFileSync(descriptor, chunk);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Makes the rename itself last; some platforms cannot open a directory, and need no such thing. */
function syncDirectory(path: string): void {
  try {
    const descriptor = fs.openSync(path, "r");
    try {
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    // The file itself is written and in its place.
  }
}

function removeQuietly(path: string): void {
  try {
    fs.rmSync(path, { force: true });
  } catch {
    // What was wrong with the write is the news, not this.
  }
}
