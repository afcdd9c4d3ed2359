import { EvalError } from "../errors/eval-error.ts";
import { append } from "./append.ts";
import { DatasetReading } from "./dataset-reading.ts";
import type { DatasetSource, LoadDatasetOptions, LoadedDataset } from "./dataset-source.ts";
import type { EvalCase } from "./eval-case.ts";
import type { DatasetFile } from "./file-reader.ts";
import { readChunksSync } from "./read-chunks.ts";

/**
 * Like `loadDataset`, at once: a runner has to know the cases when it collects the tests.
 *
 * @throws EvalError (DATASET_ASYNC_SOURCE) for a source that has to be awaited.
 */
export function loadDatasetSync<Input = unknown, Expected = unknown>(
  source: DatasetSource<Input, Expected>,
  options: LoadDatasetOptions = {},
): LoadedDataset<Input, Expected> {
  const reading = new DatasetReading(source as DatasetSource, options);
  const { opened } = reading;
  if ("stream" in opened) {
    throw new EvalError(
      'Failed to load "generated cases": the dataset is an async source, and tests are declared before anything can be awaited. Load it first, const { cases } = await loadDataset(source), and pass cases as the dataset (top-level await needs ES modules); or save it as a file with saveDataset.',
      { code: "DATASET_ASYNC_SOURCE" },
    );
  }
  const cases: EvalCase[] = [];
  if ("files" in opened) {
    for (const file of opened.files) readFile(reading, file, cases);
  } else {
    for (const row of opened.rows) {
      const evalCase = reading.addRow(row);
      if (evalCase !== undefined) cases.push(evalCase);
    }
  }
  reading.throwProblems();
  return reading.result(cases) as LoadedDataset<Input, Expected>;
}

function readFile(reading: DatasetReading, file: DatasetFile, cases: EvalCase[]): void {
  const reader = reading.reader(file);
  if (reader === undefined) return;
  try {
    for (const chunk of readChunksSync(file.file)) append(cases, reader.push(chunk));
  } catch (error) {
    reading.unreadable(file, error);
    return;
  }
  append(cases, reading.close(file, reader));
}
