import { loadDataset, type DatasetSource, type EvalCase } from "@assay/core";
import { noteBadInput, noteDataset, workerState } from "@assay/core/adapter";
import { dirname } from "node:path";

/** The cases of a dataset; relative paths start from the test file's folder. */
export async function loadCases<Input, Expected>(
  dataset: DatasetSource<Input, Expected>,
  testFile: string,
): Promise<readonly EvalCase<Input, Expected>[]> {
  const { settings } = workerState();
  const partitions = Object.keys(settings.partitions);
  try {
    const loaded = await loadDataset(dataset, { from: dirname(testFile), partitions });
    noteDataset(loaded);
    return loaded.cases;
  } catch (error) {
    noteBadInput(error);
    throw error;
  }
}
