import { noteSuiteFiles, type RunHandle } from "@assay/core/run";
import type { TestModule, Vitest } from "vitest/node";
import { posixPath } from "./posix-path.ts";

/** A shard notes which files there are: where another one is missing, a merge then names its files. */
export async function noteFilesOfSuite(vitest: Vitest, { directory, manifest }: RunHandle): Promise<void> {
  const { paths, changedOnly } = manifest.filter;
  if (vitest.config.shard === undefined || paths !== undefined || changedOnly === true) return;
  const specifications = await vitest.globTestSpecifications();
  const all = specifications
    .filter(({ pool }) => pool !== "typescript")
    .map(({ moduleId }) => posixPath(manifest.root, moduleId));
  noteSuiteFiles(directory, { runner: "vitest", all });
}

export function noteFilesThatRan(
  vitest: Vitest,
  { directory, manifest }: RunHandle,
  modules: readonly TestModule[],
): void {
  if (vitest.config.shard === undefined) return;
  const ran = modules.filter(didEnd).map(({ moduleId }) => posixPath(manifest.root, moduleId));
  noteSuiteFiles(directory, { runner: "vitest", ran });
}

/** A file that did not load has no cases that anybody knows of. */
function didEnd(module: TestModule): boolean {
  const state = module.state();
  return state !== "pending" && state !== "queued" && module.children.size > 0;
}
