import { DatasetReading } from "./dataset-reading.ts";
import type { DatasetSource, LoadDatasetOptions, LoadedDataset } from "./dataset-source.ts";
import type { EvalCase } from "./eval-case.ts";
import { readCases } from "./stream-dataset.ts";

/**
 * Loads and checks a dataset: files by path or glob, an inline array, or an async source.
 *
 * @throws EvalError naming file, line, column, id, value and remedy of every problem; nothing is skipped.
 * @example
 * ```ts
 * const { cases } = await loadDataset("./support.cases.jsonl", { from: import.meta.dirname });
 * ```
 */
export async function loadDataset<Input = unknown, Expected = unknown>(
  source: DatasetSource<Input, Expected>,
  options: LoadDatasetOptions = {},
): Promise<LoadedDataset<Input, Expected>> {
  const reading = new DatasetReading(source as DatasetSource, options);
  const cases: EvalCase[] = [];
  for await (const evalCase of readCases(reading)) cases.push(evalCase);
  return reading.result(cases) as LoadedDataset<Input, Expected>;
}
