import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { EvalError } from "@assay/core";
import type { CommandIo } from "./io.ts";

export interface WrittenReport {
  /** Absent where the report went to standard output. */
  readonly out?: string;
  readonly bytes: number;
}

/**
 * Writes `text` to the file `out`, relative to the working directory, or prints it where there is none or `out` is `-`.
 *
 * @throws EvalError `REPORT_UNWRITABLE`.
 */
export function writeReport(text: string, out: string | undefined, io: CommandIo): WrittenReport {
  const bytes = Buffer.byteLength(text);
  if (out === undefined || out === "-") {
    io.out(text);
    return { bytes };
  }
  const path = resolve(io.cwd, out);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    throw new EvalError(
      `Failed to write report "${path}": ${(cause as Error).message}. Name a file in a directory that is writable.`,
      { code: "REPORT_UNWRITABLE", cause },
    );
  }
  return { out: path, bytes };
}
