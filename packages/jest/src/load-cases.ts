import type { DatasetSource, EvalCase } from "@assay/core";
import { loadDatasetSync, workerState } from "@assay/core/adapter";
import { dirname } from "node:path";

/** The cases of a dataset; relative paths start from the test file's folder. */
export function loadCases<Input, Expected>(
  dataset: DatasetSource<Input, Expected>,
  testFile: string,
): readonly EvalCase<Input, Expected>[] {
  const partitions = Object.keys(workerState().settings.partitions);
  return loadDatasetSync(dataset, { from: dirname(testFile), partitions }).cases;
}
