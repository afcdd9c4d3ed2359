import type { RunFacts, RunManifest } from "@assay/core/run";
import type { SerializedError, TestModule, TestRunEndReason } from "vitest/node";
import { isExcluded } from "./excluded-cases.ts";
import { posixPath } from "./run-filter.ts";

/** What only the runner's parent process knows about the end of a run. */
export function runFacts(
  manifest: RunManifest,
  modules: readonly TestModule[],
  errors: readonly SerializedError[],
  reason: TestRunEndReason,
): RunFacts {
  const interrupted = reason === "interrupted";
  const failedFiles = modules.flatMap((module) => {
    const failure = failureOf(module, interrupted);
    return failure === undefined ? [] : [{ file: posixPath(manifest.root, module.moduleId), reason: failure }];
  });
  return {
    interrupted,
    failedFiles,
    unhandledErrors: errors.map((error) => `${error.name ?? "Error"}: ${error.message}`),
    onlyMode: modules.some((module) => hidesCases(module, manifest)),
  };
}

/** Why the cases of `module` are unknown or lost; `undefined` when it ran to its end. */
function failureOf(module: TestModule, interrupted: boolean): string | undefined {
  const tests = [...module.children.allTests()];
  const states = tests.map((test) => test.result().state);
  const [error] = module.errors();
  if (error !== undefined && !states.some((state) => state === "passed" || state === "failed")) {
    return error.message;
  }
  if (interrupted) return undefined;
  const unfinished = module.state() === "pending" || module.state() === "queued" || states.includes("pending");
  return unfinished ? "The worker died before the file was done." : undefined;
}

/** Whether a `.only` keeps cases of the file from running: without a filter nothing else does. */
function hidesCases(module: TestModule, { filter }: RunManifest): boolean {
  if (filter.testNamePattern !== undefined || filter.paths !== undefined) return false;
  return [...module.children.allTests()].some(isExcluded);
}
