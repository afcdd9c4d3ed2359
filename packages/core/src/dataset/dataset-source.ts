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

/** A dataset's cases in the order of its rows, with what they were read from. */
export interface LoadedDataset<Input = unknown, Expected = unknown> {
  readonly cases: readonly EvalCase<Input, Expected>[];
  /** Absolute paths, sorted. Empty for inline cases. */
  readonly files: readonly string[];
}
