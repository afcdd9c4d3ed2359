import type { DatasetSource, EvalCase } from "@assay/core";
import { loadDatasetSync, noteBadInput, noteDataset, workerState } from "@assay/core/adapter";
import { dirname } from "node:path";

/** The cases of a dataset; relative paths start from the test file's folder. */
export function loadCases<Input, Expected>(
  dataset: DatasetSource<Input, Expected>,
  testFile: string,
): readonly EvalCase<Input, Expected>[] {
  const { settings } = workerState();
  const partitions = Object.keys(settings.partitions);
  try {
    const loaded = loadDatasetSync(dataset, { from: dirname(testFile), partitions });
    noteDataset(loaded);
    return loaded.cases;
  } catch (error) {
    noteBadInput(error);
    throw error;
  }
}
