import { EvalError } from "../errors/eval-error.ts";
import { readStopReason, writeStopFile } from "./stop-file.ts";
import { workerState } from "./worker-state.ts";

/**
 * Stops the whole run: no worker starts another case. Called when no case can get a verdict any more (a refused key, an
 * unknown model, no connection). The first reason stands.
 */
export function stopRun(reason: string): void {
  const { run } = workerState();
  if (run !== undefined) writeStopFile(run.directory, reason);
}

/** The error that a case of a stopped run ends with; `undefined` while the run goes on. */
export function stoppedRun(): EvalError | undefined {
  const { run } = workerState();
  const reason = run === undefined ? undefined : readStopReason(run.directory);
  if (reason === undefined) return undefined;
  return new EvalError(`Not run: the run was stopped. ${reason}`, { code: "RUN_STOPPED", outcome: "error" });
}
