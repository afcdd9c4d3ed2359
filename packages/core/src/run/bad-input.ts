import { isEvalError } from "../errors/eval-error.ts";
import { readNotes, writeNote } from "./note-files.ts";
import { workerState } from "./worker-state.ts";

/** Of notes, in the directory of a run. */
export const badInputFolder = "bad-input";

/**
 * Notes in the run that a dataset, a rubric or the configuration is wrong: the gate tells it from a crash, and asks to mend
 * the data instead of running again. Anything else than such an error is left alone.
 */
export function noteBadInput(error: unknown): void {
  const { run } = workerState();
  if (run === undefined || !isEvalError(error) || !/^(DATASET|CONFIG|RUBRIC)_/.test(error.code)) return;
  writeNote(run.directory, badInputFolder, error.message);
}

/** What {@link noteBadInput} noted, each message once, sorted. */
export function readBadInput(directory: string): readonly string[] {
  return readNotes(directory, badInputFolder);
}
