import {
  currentCase,
  EvalError,
  type CaseContext,
  type CaseResult,
  type RunCaseOptions,
} from "@assay/core/adapter";
import type { RunnerTestCase, TestContext } from "vitest";
import { attemptOf, type Attempt } from "./attempt-of.ts";
import { evalMeta } from "./eval-meta.ts";
import { reviveError } from "./revive-error.ts";

/**
 * The runner's limit of a case, in milliseconds: the longest a timer can be. Our own deadline ends the case, because it
 * tells an error from a miss and does not count the time during which the process was suspended.
 */
export const runnerTimeoutMs = 2_147_483_647;

export type RunOptions = Attempt & Omit<RunCaseOptions, "timeoutMs">;

/** Runs one case inside of a Vitest test and shows Vitest what it has to see of the result. */
export async function runInTest(
  context: TestContext,
  tolerated: boolean,
  run: (options: RunOptions, watch: WatchBody) => Promise<CaseResult>,
): Promise<void> {
  const { task, signal, skip } = context;
  const watched = new WatchedBody(context);
  const result = await run({ ...attemptOf(task), runnerSignal: signal, isSkip }, (body) => watched.run(body));
  const { running, softError } = watched;
  if (running !== undefined) task.meta.eval = evalMeta(running, result.status === "pass", result.output);
  if (result.cause === "stopped") skip(result.reason);
  if (result.error === undefined) watched.forgetSoftErrors();
  // Vitest has a soft error already.
  if (result.error === undefined || result.error === softError) return;
  if (result.authoring || !tolerated) throw result.error;
}

/** Tests whose body took Vitest's `expect` from its arguments: that one counts for the test alone. */
export const boundExpects: WeakSet<RunnerTestCase> = new WeakSet();

/** Calls a case's body in a way that sees what Vitest makes of it. */
export type WatchBody = (body: () => unknown) => Promise<unknown>;

class WatchedBody {
  running: CaseContext | undefined;
  /** The error of an `expect.soft` that is not a matcher of ours; ours are recorded. */
  softError: unknown;
  readonly #task: RunnerTestCase;
  readonly #context: TestContext;

  constructor(context: TestContext) {
    this.#context = context;
    this.#task = context.task;
  }

  async run(body: () => unknown): Promise<unknown> {
    this.running = currentCase();
    const earlier = this.#task.result?.errors?.length ?? 0;
    const output = await callBody(body);
    if (this.running !== undefined && boundExpects.has(this.#task))
      this.running.asserted = this.#context.expect.getState().assertionCalls > 0;
    const error = this.#task.result?.errors?.[earlier];
    if (error === undefined) return output;
    this.softError = reviveError(error);
    throw this.softError;
  }

  /** A trial that missed softly, in a case that the others made pass, must not fail the test. */
  forgetSoftErrors(): void {
    const { result } = this.#task;
    if (this.softError === undefined || result?.errors === undefined) return;
    result.errors.length = 0;
    result.state = "run";
  }
}

async function callBody(body: () => unknown): Promise<unknown> {
  try {
    return await body();
  } catch (cause) {
    if (!(cause instanceof Error) || !cause.message.includes("can only be used inside a test")) throw cause;
    throw new EvalError(
      `Failed to use expect.soft: Vitest cannot tell to which of the concurrent tests the global expect belongs. Take it from the body's arguments: async ({ input, expect }) => { ... }.`,
      { code: "MATCHER_FAILED", cause },
    );
  }
}

/** Whether `error` is what `context.skip()` throws. */
function isSkip(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "VITEST_PENDING";
}
