import type { LoadedDataset } from "../dataset/dataset-source.ts";
import { pinDatasets } from "../dataset/pin-datasets.ts";
import { writeNote } from "./note-files.ts";
import { datasetWarningsFolder } from "./read-dataset-warnings.ts";
import { workerState } from "./worker-state.ts";

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
