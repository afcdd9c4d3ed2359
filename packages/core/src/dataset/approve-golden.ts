import type { GoldenChanges } from "./golden-check.ts";

export interface ApproveGoldenOptions {
  /** Who approves: one of the reviewers of every added or changed case. */
  readonly reviewer: string;
  /** The folder that relative paths start from; default: the working directory. */
  readonly from?: string;
  /** Partition of rows that name none, when the dataset's definition gives one. */
  readonly partition?: string;
  /** The time to record; default: now. */
  readonly now?: () => Date;
}

/** What was approved in one file. */
export interface GoldenApproval extends GoldenChanges {
  /** Absolute. */
  readonly file: string;
  /** Absolute; written only when something changed. */
  readonly lockFile: string;
}

/**
 * Records the present state of the golden cases in the lock file beside each dataset file, so that they load again.
 * Writes nothing when any of the files has a problem.
 *
 * @throws EvalError (DATASET_NOT_REVIEWED) when `reviewer` is not among the reviewers of an added or changed case; and all that loading throws.
 * @example
 * ```ts
 * await approveGolden(["./support.cases.jsonl"], { reviewer: "support-lead" });
 * ```
 */
export async function approveGolden(
  paths: readonly string[],
  options: ApproveGoldenOptions,
): Promise<readonly GoldenApproval[]> {
  const { recordApproval } = await import("./record-approval.ts");
  return recordApproval(paths, options);
}
