import { relative, sep } from "node:path";
import { workerState } from "@assay/core/adapter";
import type { JestExpectState } from "./jest-api.ts";

/** The running test file as the journal names it: relative to the run's root, with forward slashes. */
export function journalFile(root: string, testPath: string): string {
  return relative(root, testPath).split(sep).join("/");
}

export interface TestFile {
  readonly project: string;
  /** As the journal names it. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
}

/** The test file that this sandbox runs. */
export function testFile(state: JestExpectState): TestFile {
  const path = state.testPath ?? "";
  return { project: projectName(globalThis), file: journalFile(workerState().root, path), path };
}

/**
 * Jest does not tell a test which of `projects` it runs in. Where one file runs in two projects, `globals` of each can
 * say so: `globals: { ASSAY_PROJECT: "node" }`.
 */
export function projectName(globals: object): string {
  const name = (globals as { readonly ASSAY_PROJECT?: unknown }).ASSAY_PROJECT;
  return typeof name === "string" ? name : "";
}

/** The name of the running test as Jest reports it: suites and test, joined by spaces. */
export function runningTestName(state: JestExpectState): string | undefined {
  return state.currentConcurrentTestName?.() ?? state.currentTestName;
}
