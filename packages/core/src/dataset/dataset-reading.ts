import { EvalError } from "../errors/eval-error.ts";
import { showValue } from "../errors/show-value.ts";
import { DatasetBuilder } from "./dataset-builder.ts";
import { findDatasetFiles, shownPath } from "./dataset-files.ts";
import { loadAction } from "./dataset-problem.ts";
import type {
  Dataset,
  DatasetSource,
  FileDigest,
  LoadDatasetOptions,
  LoadedDataset,
} from "./dataset-source.ts";
import type { EvalCase } from "./eval-case.ts";
import type { DatasetFile, FileReader } from "./file-reader.ts";
import { GoldenCheck } from "./golden-check.ts";
import { readGoldenLock } from "./golden-lock.ts";
import { openReader } from "./open-reader.ts";
import { unpartitioned } from "./partition.ts";
import { readProblem, systemCode } from "./read-chunks.ts";
import type { RowSource } from "./row-place.ts";

/** A source taken apart: either files, or rows that code gives. */
export type OpenedSource =
  | { readonly files: readonly DatasetFile[] }
  | { readonly rows: readonly unknown[] }
  | { readonly stream: () => AsyncIterable<unknown> };

/** One reading of a dataset: what `loadDataset`, `loadDatasetSync` and `streamDataset` have in common. */
export class DatasetReading {
  readonly builder: DatasetBuilder;
  readonly opened: OpenedSource;
  readonly #label: string;
  readonly #partition: string | undefined;
  readonly #digests: FileDigest[] = [];
  #cause: unknown;

  constructor(source: DatasetSource, options: LoadDatasetOptions) {
    const dataset = isDataset(source) ? source : undefined;
    const plain = dataset?.source ?? (source as Dataset["source"]);
    this.#partition = dataset?.partition ?? options.partition;
    this.builder = new DatasetBuilder({
      partition: this.#partition ?? unpartitioned,
      partitions: [...(dataset?.partitions ?? []), ...(options.partitions ?? [])],
    });
    this.#label = labelOf(plain);
    this.opened = this.#open(plain, options.from ?? process.cwd());
  }

  /** A reader for `file`; `undefined` when its lock cannot be read, which is a problem by then. */
  reader(file: DatasetFile): FileReader | undefined {
    const lock = readGoldenLock(file);
    if ("code" in lock) {
      this.builder.problems.add(lock);
      return undefined;
    }
    const golden = new GoldenCheck(file, lock, this.#partition);
    return openReader(file, this.builder, golden);
  }

  close(file: DatasetFile, reader: FileReader): EvalCase[] {
    const cases = reader.end();
    this.#digests.push({ file: file.file, digest: reader.digest() });
    return cases;
  }

  unreadable(file: DatasetFile, error: unknown): void {
    if (systemCode(error) === undefined) throw error;
    this.#cause ??= error;
    this.builder.problems.add(readProblem(file, error));
  }

  /** Adds a row that code gives. */
  addRow(row: unknown): EvalCase | undefined {
    const source = "stream" in this.opened ? generatedCases : inlineCases;
    return this.builder.addRow(row, { source, line: this.builder.rows + 1, column: 1 });
  }

  /** @throws EvalError with all problems of the dataset, when there is one. */
  throwProblems(): void {
    const { problems, rows } = this.builder;
    if (problems.total === 0 && rows === 0) {
      problems.add({
        code: "DATASET_EMPTY",
        place: undefined,
        what: "it holds no case",
        remedy: "Add at least one",
      });
    }
    problems.throwIfAny(loadAction(this.#label), this.#cause);
  }

  result(cases: readonly EvalCase[]): LoadedDataset {
    return {
      cases,
      files: this.#digests.map(({ file }) => file),
      digests: this.#digests,
      warnings: this.builder.warnings,
    };
  }

  #open(source: Dataset["source"], from: string): OpenedSource {
    if (typeof source === "string") return { files: this.#find([source], from) };
    if (typeof source === "function") return { stream: source };
    if (isAsyncIterable(source)) return { stream: () => source };
    if (!Array.isArray(source)) throw unknownSource(source);
    const isPaths = source.length > 0 && source.every((element) => typeof element === "string");
    return isPaths ? { files: this.#find(source, from) } : { rows: source };
  }

  #find(paths: readonly string[], from: string): DatasetFile[] {
    return findDatasetFiles(paths, from, (problem) => this.builder.problems.add(problem));
  }
}

const inlineCases: RowSource = { label: "the inline cases" };
const generatedCases: RowSource = { label: "the generated cases" };

function isDataset(source: unknown): source is Dataset {
  return typeof source === "object" && source !== null && "kind" in source && source.kind === "assay.dataset";
}

function isAsyncIterable(source: unknown): source is AsyncIterable<unknown> {
  return typeof source === "object" && source !== null && Symbol.asyncIterator in source;
}

function unknownSource(source: unknown): EvalError {
  return new EvalError(
    `Failed to load dataset: expected a path, a glob, an array of cases or an async source, got ${showValue(source)}. Pass one of these.`,
    { code: "DATASET_UNREADABLE" },
  );
}

function labelOf(source: Dataset["source"]): string {
  if (typeof source === "string") return shownPath(source);
  if (typeof source === "function") return source.name === "" ? "generated cases" : source.name;
  if (!Array.isArray(source)) return "generated cases";
  const [first] = source as readonly unknown[];
  if (typeof first !== "string") return "inline cases";
  return source.length === 1 ? first : `${first} and ${source.length - 1} more`;
}
