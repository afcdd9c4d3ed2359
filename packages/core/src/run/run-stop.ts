import { EvalError } from "../errors/eval-error.ts";
import { originals } from "../platform/originals.ts";
import { readStopReason, writeStopFile } from "./stop-file.ts";
import { workerState } from "./worker-state.ts";

/**
 * Stops the whole run: no worker starts another case. Called when no case can get a verdict any more (a refused key, an
 * unknown model, no connection). The first reason stands.
 */
export function stopRun(reason: string): void {
  const state = workerState();
  state.goesOnUntil = 0;
  if (state.run !== undefined) writeStopFile(state.run.directory, reason);
}

/** How long a worker may not have heard of a stop by another one, in milliseconds. */
const staleAfterMs = 20;

/** Why the run was stopped; `undefined` while it goes on. */
export function stopReason(): string | undefined {
  const state = workerState();
  if (state.run === undefined || originals.monotonic() < state.goesOnUntil) return undefined;
  const reason = readStopReason(state.run.directory);
  if (reason === undefined) state.goesOnUntil = originals.monotonic() + staleAfterMs;
  return reason;
}

/** The error that a case of a stopped run ends with; `undefined` while the run goes on. */
export function stoppedRun(): EvalError | undefined {
  const reason = stopReason();
  if (reason === undefined) return undefined;
  return new EvalError(`Not run: the run was stopped. ${reason}`, { code: "RUN_STOPPED", outcome: "error" });
}
