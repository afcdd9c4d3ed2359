import { attachWorker, lazyMatchers } from "@assay/core/adapter";
import { aroundEach, expect, inject } from "vitest";
import { aroundPlainTest } from "./around-plain-test.ts";
import "./assay-meta.ts";
import { countAttempt } from "./attempt-of.ts";
import { runDirectoryKey } from "./run-directory-key.ts";
import { markSetUp } from "./set-up-mark.ts";

/**
 * Prepares the worker for one test file: matchers, the run's directory, a case context around each test. Called once
 * per file, also where several files share a worker.
 */
export function installSetup(): void {
  markSetUp();
  // The reporter says with each run where it is recorded: a worker may outlive its run (watch mode), its environment not.
  const directory = inject(runDirectoryKey);
  if (directory === undefined) delete process.env["ASSAY_RUN_DIR"];
  else process.env["ASSAY_RUN_DIR"] = directory;
  attachWorker().assertions.watch({ count: () => expect.getState().assertionCalls, countsFirst: true });

  expect.extend(lazyMatchers as Parameters<typeof expect.extend>[0]);

  aroundEach(async (runTest, { task, signal }) => {
    countAttempt(task);
    if (task.meta.assay === undefined) await aroundPlainTest(runTest, task, signal);
    else await runTest();
  });
}
