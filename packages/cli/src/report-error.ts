import { isEvalError, type EvalError } from "@assay/core";
import { encodeTerminal } from "@assay/core/report";
import type { CommandIo } from "./io.ts";

/** Prints `error` to standard error and returns the exit code: 3 for bad config or data, 2 for everything else. */
export function reportError(error: unknown, io: CommandIo): number {
  if (!isEvalError(error)) {
    io.err(`${encodeTerminal(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
    return 2;
  }
  io.err(`${encodeTerminal(error.message)}\n`);
  return errorExitCode(error);
}

/** 3 for bad config or data, 2 for everything else. */
export function errorExitCode({ code }: EvalError): 2 | 3 {
  return /^(?:(?:CONFIG|DATASET|RUBRIC|CONSTRAINT|BASELINE|MERGE)_|GITHUB_INVALID$)/.test(code) ? 3 : 2;
}
