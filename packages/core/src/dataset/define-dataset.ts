import type { Dataset } from "./dataset-source.ts";

export interface DefineDatasetOptions {
  /** Partition of rows that name none. */
  readonly partition?: string;
  /** Partitions allowed beside the four known ones. */
  readonly partitions?: readonly string[];
}

/**
 * Names a dataset once, with the types of its input and expected, for use in several eval files. Reads nothing yet;
 * relative paths start from the folder of the eval file that uses it.
 *
 * @example
 * ```ts
 * export const questions = defineDataset<{ question: string }, string>("./support.cases.jsonl", { partition: "distribution" });
 * ```
 */
export function defineDataset<Input = unknown, Expected = unknown>(
  source: Dataset<Input, Expected>["source"],
  options: DefineDatasetOptions = {},
): Dataset<Input, Expected> {
  return { kind: "assay.dataset", source, ...options };
}
