import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { EvalError } from "../errors/eval-error.ts";

/** Writes `text` to a file beside `path`, syncs it and renames it: readers see the old content or the new, never half. */
export function writeFileAtomic(path: string, text: string): void {
  const temporary = `${path}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
  try {
    const descriptor = openSync(temporary, "wx", 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (cause) {
    removeQuietly(temporary);
    throw new EvalError(
      `Failed to write "${path}": ${(cause as Error).message}. Make the directory writable and free disk space, then run again.`,
      { code: "RUN_JOURNAL_UNWRITABLE", cause, outcome: "error", scope: "run" },
    );
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What was wrong with the write is the news, not this.
  }
}
