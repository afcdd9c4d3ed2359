import type { EvalCase, EvalCaseInput } from "./eval-case.ts";

/** Where cases come from: files by path or glob (relative to the eval file), an inline array, or a stream. */
export type DatasetSource<Input = unknown, Expected = unknown> =
  | string
  | readonly string[]
  | readonly EvalCaseInput<Input, Expected>[]
  | (() => AsyncIterable<EvalCaseInput<Input, Expected>>)
  | AsyncIterable<EvalCaseInput<Input, Expected>>
  | Dataset<Input, Expected>;

/** A dataset's definition; types of input and expected travel with it. Made by `defineDataset`. */
export interface Dataset<Input = unknown, Expected = unknown> {
  readonly kind: "assay.dataset";
  readonly source: Exclude<DatasetSource<Input, Expected>, Dataset<Input, Expected>>;
  /** Partition of rows that name none. */
  readonly partition?: string;
  /** Partitions allowed beside the four known ones; without it, unknown names are refused. */
  readonly partitions?: readonly string[];
}

/** How a dataset is read. */
export interface LoadDatasetOptions {
  /** The folder that relative paths and globs start from; default: the working directory. */
  readonly from?: string;
  /** Partition of rows that name none, where the dataset's definition says nothing; default: `unpartitioned`. */
  readonly partition?: string;
  /** Partitions allowed beside the four known ones and those of the dataset's definition. */
  readonly partitions?: readonly string[];
}

/** A file's content, for telling whether two readers saw the same. */
export interface FileDigest {
  /** Absolute. */
  readonly file: string;
  /** `sha256:` and the SHA-256 of the file's bytes in hexadecimal. */
  readonly digest: string;
}

/** A dataset's cases in the order of its rows, with what they were read from. */
export interface LoadedDataset<Input = unknown, Expected = unknown> {
  readonly cases: readonly EvalCase<Input, Expected>[];
  /** Absolute paths in the order in which they were read: as listed, the files of a glob sorted. Empty for cases from code. */
  readonly files: readonly string[];
  /** One per file, in the same order. */
  readonly digests: readonly FileDigest[];
  /** What is allowed but probably a mistake, in words: ids that differ only in case or Unicode form. */
  readonly warnings: readonly string[];
}
