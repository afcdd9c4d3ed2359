import { EvalError } from "../errors/eval-error.ts";
import { writeFileAtomic } from "../platform/write-file-atomic.ts";

/** Writes a file of a run in one step; only this user may read it. */
export function writeRunFile(path: string, text: string | Iterable<string>): void {
  try {
    writeFileAtomic(path, typeof text === "string" ? [text] : text, { mode: 0o600 });
  } catch (cause) {
    throw new EvalError(
      `Failed to write "${path}": ${(cause as Error).message}. Make the directory writable and free disk space, then run again.`,
      { code: "RUN_JOURNAL_UNWRITABLE", cause, outcome: "error", scope: "run" },
    );
  }
}
