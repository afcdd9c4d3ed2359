import { loadDataset, type DatasetSource, type EvalCase } from "@assay/core";
import { workerState } from "@assay/core/adapter";
import { dirname } from "node:path";

/** The cases of a dataset; relative paths start from the test file's folder. */
export async function loadCases<Input, Expected>(
  dataset: DatasetSource<Input, Expected>,
  testFile: string,
): Promise<readonly EvalCase<Input, Expected>[]> {
  const partitions = Object.keys(workerState().settings.partitions);
  const { cases } = await loadDataset(dataset, { from: dirname(testFile), partitions });
  return cases;
}
