import { closeSync, openSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { EvalError } from "@assay/core";
import type { CommandIo } from "./io.ts";

export interface WrittenReport {
  /** Absent where the report went to standard output. */
  readonly out?: string;
  readonly bytes: number;
}

/**
 * Writes `pieces` to the file `out`, relative to the working directory, or prints it where there is none or `out` is `-`.
 *
 * @throws EvalError `REPORT_UNWRITABLE`.
 */
export async function writeReport(
  pieces: Iterable<string>,
  out: string | undefined,
  io: CommandIo,
): Promise<WrittenReport> {
  if (out === undefined || out === "-") {
    return { bytes: pass(pieces, (piece) => io.out(piece)) };
  }
  const path = resolve(io.cwd, out);
  const { makeDirectory } = await import("@assay/core/run");
  try {
    makeDirectory(dirname(path));
    return { out: path, bytes: writePieces(path, pieces) };
  } catch (cause) {
    throw new EvalError(
      `Failed to write report "${path}": ${(cause as Error).message}. Name a file in a directory that is writable.`,
      { code: "REPORT_UNWRITABLE", cause },
    );
  }
}

function writePieces(path: string, pieces: Iterable<string>): number {
  const file = openSync(path, "w");
  try {
    return pass(pieces, (piece) => writeFileSync(file, piece));
  } finally {
    closeSync(file);
  }
}

/** Returns how many bytes the pieces have in UTF-8. */
function pass(pieces: Iterable<string>, write: (piece: string) => void): number {
  let bytes = 0;
  for (const piece of pieces) {
    write(piece);
    bytes += Buffer.byteLength(piece);
  }
  return bytes;
}
