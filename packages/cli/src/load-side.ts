import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Baseline, Summary } from "@assay/core/run";

export interface LoadSideOptions {
  /** Absolute: runs are found from there. */
  readonly root: string;
  readonly outputDir: string;
}

/**
 * One side of a comparison: a baseline file, or a run by its id, the beginning of its id, or its directory.
 *
 * @throws EvalError when there is none, or it cannot be read.
 */
export async function loadSide(
  name: string | undefined,
  { root, outputDir }: LoadSideOptions,
): Promise<Baseline | Summary> {
  const { findRun, readBaseline, summarizeRun } = await import("@assay/core/run");
  if (name !== undefined && (isFile(resolve(root, name)) || name.endsWith(".json")))
    return readBaseline(resolve(root, name));
  return summarizeRun(findRun(root, outputDir, name));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
