import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EvalError } from "../errors/eval-error.ts";
import { workerState } from "./worker-state.ts";

const fileName = "stop.json";

/**
 * Stops the whole run: no worker starts another case. Called when no case can get a verdict any more (a refused key, an
 * unknown model, no connection). The first reason stands.
 */
export function stopRun(reason: string): void {
  const { run } = workerState();
  if (run === undefined) return;
  try {
    writeFileSync(join(run.directory, fileName), JSON.stringify({ reason }), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** The error that a case of a stopped run ends with; `undefined` while the run goes on. */
export function stoppedRun(): EvalError | undefined {
  const { run } = workerState();
  const reason = run === undefined ? undefined : readStopReason(run.directory);
  if (reason === undefined) return undefined;
  return new EvalError(`Not run: the run was stopped. ${reason}`, { code: "RUN_STOPPED", outcome: "error" });
}

/** Why the run in `directory` was stopped; `undefined` when it was not. */
export function readStopReason(directory: string): string | undefined {
  const path = join(directory, fileName);
  if (!existsSync(path)) return undefined;
  try {
    return (JSON.parse(readFileSync(path, "utf8")) as { reason: string }).reason;
  } catch {
    return "The reason could not be read.";
  }
}
