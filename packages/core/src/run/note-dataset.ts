import type { LoadedDataset } from "../dataset/dataset-source.ts";
import { pinDatasets } from "../dataset/pin-datasets.ts";
import { readNotes, writeNote } from "./note-files.ts";
import { workerState } from "./worker-state.ts";

/** Of notes, in the directory of a run. */
export const datasetWarningsFolder = "dataset-warnings";

/**
 * Notes in the run what a worker loaded: the state of its files, which no other worker may see differently, and what is
 * probably a mistake in them, for the gate to tell once.
 *
 * @throws EvalError (DATASET_CHANGED) when a file changed while the run was going on.
 */
export function noteDataset({ digests, warnings }: Pick<LoadedDataset, "digests" | "warnings">): void {
  const { run } = workerState();
  if (run === undefined) return;
  pinDatasets(run.directory, digests, run.manifest.root);
  for (const warning of warnings) writeNote(run.directory, datasetWarningsFolder, warning);
}

/** The warnings of all datasets of the run, each once, sorted. */
export function readDatasetWarnings(directory: string): readonly string[] {
  return readNotes(directory, datasetWarningsFolder);
}
