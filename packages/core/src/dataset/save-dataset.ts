import type { EvalCase, EvalCaseInput } from "./eval-case.ts";

export interface SaveDatasetOptions {
  /** Rows of this partition do not name it, unless they already do; default: `unpartitioned`. */
  readonly partition?: string;
}

/**
 * Writes cases to a .jsonl, .json or .csv file so that loading gives the same cases again. Rows that the file already has keep
 * their place, and unchanged ones their every byte; changed ones keep their order of keys; new ones come last. The file
 * is replaced in one step. Golden cases have to be approved again.
 *
 * @throws EvalError naming every case that could not be loaded again, or when the file at `path` is broken.
 * @example
 * ```ts
 * const { cases } = await loadDataset("./support.cases.jsonl");
 * await saveDataset("./support.cases.jsonl", cases.map((one) => ({ ...one, tags: [...one.tags, "reviewed"] })));
 * ```
 */
export async function saveDataset(
  path: string,
  cases: Iterable<EvalCase | EvalCaseInput>,
  options: SaveDatasetOptions = {},
): Promise<void> {
  const { writeDataset } = await import("./write-dataset.ts");
  await writeDataset(path, cases, options);
}
