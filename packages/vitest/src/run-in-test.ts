import { currentCase, type CaseContext, type CaseResult, type RunCaseOptions } from "@assay/core/adapter";
import type { TestContext } from "vitest";
import { attemptOf, type Attempt } from "./attempt-of.ts";
import { evalMeta } from "./eval-meta.ts";

/** Milliseconds between our deadline and the runner's: ours has to come first, because it tells an error from a miss. */
export const runnerGraceMs = 30_000;

export type RunOptions = Attempt & Omit<RunCaseOptions, "timeoutMs">;

/** Runs one case inside of a Vitest test and shows Vitest what it has to see of the result. */
export async function runInTest(
  context: TestContext,
  tolerated: boolean,
  run: (options: RunOptions, capture: () => void) => Promise<CaseResult>,
): Promise<void> {
  const { task, signal, skip } = context;
  let running: CaseContext | undefined;
  const capture = (): void => {
    running = currentCase();
  };
  const result = await run({ ...attemptOf(task), runnerSignal: signal, isSkip }, capture);
  if (running !== undefined) task.meta.eval = evalMeta(running, result.status === "pass", result.output);
  if (result.cause === "stopped") skip(result.reason);
  if (result.error !== undefined && (result.authoring || !tolerated)) throw result.error;
}

/** Whether `error` is what `context.skip()` throws. */
function isSkip(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "VITEST_PENDING";
}
