import { createHash } from "node:crypto";
import { EvalError } from "../errors/eval-error.ts";
import { showName } from "../errors/show-value.ts";
import type { FileDigest } from "./dataset-source.ts";
import { loadAction, ProblemList } from "./dataset-problem.ts";
import { shownPath } from "./dataset-files.ts";
import { readChunksSync, readProblem } from "./read-chunks.ts";

/**
 * The digest of each file's bytes, as a loaded dataset carries it.
 *
 * @throws EvalError when a file cannot be read.
 */
export function datasetDigest(files: readonly string[]): FileDigest[] {
  return files.map((file) => ({ file, digest: digestOf(file) }));
}

/** @throws EvalError (DATASET_CHANGED) when a file that both know differs: its cases would not be the same ones. */
export function assertSameDigests(expected: readonly FileDigest[], actual: readonly FileDigest[]): void {
  const known = new Map(expected.map(({ file, digest }) => [file, digest]));
  const changed = actual.find(({ file, digest }) => known.has(file) && known.get(file) !== digest);
  if (changed !== undefined) throw changedFile(changed.file);
}

/** The error for a dataset that two readers saw in different states. */
export function changedFile(file: string): EvalError {
  return new EvalError(
    `Failed to use dataset "${showName(shownPath(file))}": the file changed while the run was going on, so that its workers do not see the same cases. Run again.`,
    { code: "DATASET_CHANGED", location: { file } },
  );
}

function digestOf(file: string): string {
  const hash = createHash("sha256");
  try {
    for (const chunk of readChunksSync(file)) hash.update(chunk);
  } catch (error) {
    const problems = new ProblemList();
    const label = shownPath(file);
    problems.add(readProblem({ file, label }, error));
    problems.throwIfAny(loadAction(label), error);
  }
  return `sha256:${hash.digest("hex")}`;
}
