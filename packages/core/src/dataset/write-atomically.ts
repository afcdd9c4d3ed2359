import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/**
 * Replaces a file so that a reader sees the old text or the new one and never a part: temporary file, fsync, rename. A
 * symbolic link stays one, and an existing file keeps its mode.
 */
export async function writeAtomically(path: string, chunks: Iterable<string>): Promise<void> {
  const target = await realpath(path).catch(() => resolve(path));
  const mode = await stat(target).then(
    (stats) => stats.mode & 0o777,
    () => 0o666,
  );
  const temporary = join(
    dirname(target),
    `.${basename(target)}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`,
  );
  try {
    await writeAndSync(temporary, chunks, mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(target));
}

async function writeAndSync(path: string, chunks: Iterable<string>, mode: number): Promise<void> {
  const handle = await open(path, "wx", mode);
  try {
    for (const chunk of chunks) await handle.appendFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the rename itself last; some platforms cannot open a directory, and need no such thing. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, "r").catch(() => undefined);
  if (handle === undefined) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}
