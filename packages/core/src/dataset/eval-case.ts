import type { SourceLocation } from "../errors/eval-error.ts";
import type { JsonValue } from "./json-value.ts";
import type { PartitionName } from "./partition.ts";

/** One row of a dataset. */
export interface EvalCase<Input = unknown, Expected = unknown> {
  /** Unique over all files of the dataset. */
  readonly id: string;
  readonly partition: PartitionName;
  readonly input: Input;
  readonly expected?: Expected;
  readonly tags: readonly string[];
  /** The case's dimensions, along which results are sliced: persona, intent, tool ... */
  readonly metadata: { readonly [dimension: string]: JsonValue };
  /** ISO 8601. */
  readonly createdAt?: string;
  /** Where the case comes from: a trace id, an incident, "synthetic". */
  readonly source?: string;
  /** Golden cases: at least two distinct reviewers. */
  readonly reviewedBy?: readonly string[];
  /** Regression cases: what went wrong when this case first failed. */
  readonly rootCause?: string;
  /** The row this case was read from; absent for inline cases. */
  readonly location?: SourceLocation;
}

/** A case as a person writes it: tags, metadata and partition may be left out. */
export type EvalCaseInput<Input = unknown, Expected = unknown> = Omit<
  EvalCase<Input, Expected>,
  "partition" | "tags" | "metadata" | "location"
> & {
  readonly partition?: PartitionName;
  readonly tags?: readonly string[];
  readonly metadata?: { readonly [dimension: string]: JsonValue };
};
