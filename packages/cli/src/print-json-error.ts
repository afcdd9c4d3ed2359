import { isEvalError } from "@assay/core";
import type { CommandIo } from "./io.ts";
import { errorExitCode } from "./report-error.ts";

/** Runs `command`; with `json`, an error of bad data is printed as JSON too, and the exit code is `exitCode`, else that of the error. */
export async function withJsonErrors(
  json: boolean | undefined,
  io: CommandIo,
  command: () => Promise<number>,
  exitCode?: number,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (json !== true || !isEvalError(error)) throw error;
    const { code, message, location } = error;
    io.out(`${JSON.stringify({ ok: false, error: { code, message, location } }, null, 2)}\n`);
    return exitCode ?? errorExitCode(error);
  }
}
