import { EvalError } from "../errors/eval-error.ts";
import { showName } from "../errors/show-value.ts";
import { DatasetReading } from "./dataset-reading.ts";
import type { DatasetSource, LoadDatasetOptions } from "./dataset-source.ts";
import type { EvalCase } from "./eval-case.ts";
import type { DatasetFile } from "./file-reader.ts";
import { readChunks } from "./read-chunks.ts";

/**
 * Yields a dataset's cases one by one; of a file no more than a chunk and a row is in memory. Checks all that
 * `loadDataset` checks: at the first problem it stops yielding, reads the rest, and throws one error with all problems.
 *
 * @throws EvalError naming file, line, id, value and remedy of every problem.
 * @example
 * ```ts
 * for await (const { id, input } of streamDataset("./large.cases.jsonl")) console.log(id, input);
 * ```
 */
export async function* streamDataset<Input = unknown, Expected = unknown>(
  source: DatasetSource<Input, Expected>,
  options: LoadDatasetOptions = {},
): AsyncGenerator<EvalCase<Input, Expected>, void, undefined> {
  const reading = new DatasetReading(source as DatasetSource, options);
  // Input and Expected are the caller's word for what the rows hold.
  yield* readCases(reading) as AsyncGenerator<EvalCase<Input, Expected>, void, undefined>;
}

/** The cases of `reading`, up to its first problem; throws at the end when there was one. */
export async function* readCases(reading: DatasetReading): AsyncGenerator<EvalCase, void, undefined> {
  const { opened, builder } = reading;
  const source = "files" in opened ? readFiles(reading, opened.files) : readRows(reading);
  for await (const cases of source) {
    for (const evalCase of cases) {
      if (builder.problems.total === 0) yield evalCase;
    }
  }
  reading.throwProblems();
}

async function* readFiles(
  reading: DatasetReading,
  files: readonly DatasetFile[],
): AsyncGenerator<readonly EvalCase[], void, undefined> {
  for (const file of files) {
    const reader = reading.reader(file);
    if (reader === undefined) continue;
    try {
      for await (const chunk of readChunks(file.file)) yield reader.push(chunk);
    } catch (error) {
      reading.unreadable(file, error);
      continue;
    }
    yield reading.close(file, reader);
  }
}

async function* readRows(reading: DatasetReading): AsyncGenerator<readonly EvalCase[], void, undefined> {
  const { opened } = reading;
  if ("rows" in opened) {
    for (const row of opened.rows) yield listOf(reading.addRow(row));
  } else if ("stream" in opened) {
    for await (const row of watchStream(reading, opened.stream)) yield listOf(reading.addRow(row));
  }
}

async function* watchStream(
  reading: DatasetReading,
  open: () => AsyncIterable<unknown>,
): AsyncGenerator<unknown, void, undefined> {
  try {
    for await (const row of open()) yield row;
  } catch (error) {
    throw new EvalError(
      `Failed to load generated cases: the source threw after ${reading.builder.rows} cases: ${showName(String(error))}. Correct the source.`,
      { code: "DATASET_UNREADABLE", cause: error },
    );
  }
}

function listOf(evalCase: EvalCase | undefined): readonly EvalCase[] {
  return evalCase === undefined ? [] : [evalCase];
}
