import type { RunFacts, RunManifest } from "@assay/core/run";
import type { SerializedError, TestModule, TestRunEndReason, TestSpecification } from "vitest/node";
import { isExcluded } from "./excluded-cases.ts";
import { posixPath } from "./posix-path.ts";

const neverStarted = "The run ended before the file was loaded.";

/** How Vitest says that a run has ended. */
export interface RunEnd {
  readonly specifications: readonly TestSpecification[];
  readonly modules: readonly TestModule[];
  readonly errors: readonly SerializedError[];
  readonly reason: TestRunEndReason;
}

/** What only the runner's parent process knows about the end of a run. */
export function runFacts(
  manifest: RunManifest,
  { specifications, modules, errors, reason }: RunEnd,
): RunFacts {
  const interrupted = reason === "interrupted";
  const failedFiles = modules.flatMap((module) => {
    const failure = failureOf(module, interrupted);
    return failure === undefined
      ? []
      : [{ file: posixPath(manifest.root, module.moduleId), reason: failure }];
  });
  return {
    interrupted,
    failedFiles: [...failedFiles, ...neverLoaded(manifest, specifications)],
    unhandledErrors: errors.map((error) => `${error.name ?? "Error"}: ${error.message}`),
    onlyMode: modules.some((module) => hidesCases(module, manifest)),
  };
}

/** Files that Vitest never came to; in a shard, those are the files of the other shards. */
function neverLoaded(
  manifest: RunManifest,
  specifications: readonly TestSpecification[],
): RunFacts["failedFiles"] {
  if (manifest.shard !== undefined) return [];
  return specifications
    .filter(({ pool, testModule }) => pool !== "typescript" && testModule === undefined)
    .map(({ moduleId }) => ({
      file: posixPath(manifest.root, moduleId),
      reason: neverStarted,
    }));
}

/** Why the cases of `module` are unknown or lost; `undefined` when it ran to its end. */
function failureOf(module: TestModule, interrupted: boolean): string | undefined {
  const tests = [...module.children.allTests()];
  const states = tests.map((test) => test.result().state);
  const [error] = module.errors();
  if (error !== undefined && !states.some((state) => state === "passed" || state === "failed")) {
    return error.message;
  }
  const unfinished = module.state() === "pending" || module.state() === "queued";
  if (interrupted) return unfinished && tests.length === 0 ? neverStarted : undefined;
  return unfinished || states.includes("pending") ? "The worker died before the file was done." : undefined;
}

/**
 * Whether a `.only`, or a line number behind a path, keeps cases of the file from running: without a name pattern nothing
 * else does.
 */
function hidesCases(module: TestModule, { filter }: RunManifest): boolean {
  if (filter.testNamePattern !== undefined) return false;
  return [...module.children.allTests()].some(isExcluded);
}
