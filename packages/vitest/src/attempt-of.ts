import type { RunnerTask } from "vitest";

/** Which execution of its test a body is. */
export interface Attempt {
  /** Vitest's `repeats`, from 0. */
  readonly trial: number;
  /** Vitest's `retry` within the trial, from 0. */
  readonly attempt: number;
}

// On globalThis: the set-up file and the test file may hold two copies of this module.
const symbol = Symbol.for("assay.vitest.attempts");
const holder = globalThis as { [symbol]?: WeakMap<object, Attempt & { readonly retries: number }> };
const attempts = (holder[symbol] ??= new WeakMap());

/**
 * Counts an execution of `task`; called once at the start of each. Vitest's own `retryCount` runs on over all repeats,
 * and its `repeatCount` is set too late.
 */
export function countAttempt(task: RunnerTask): Attempt {
  const retries = task.result?.retryCount ?? 0;
  const last = attempts.get(task);
  const next =
    last === undefined
      ? { trial: 0, attempt: 0, retries }
      : retries > last.retries
        ? { trial: last.trial, attempt: last.attempt + 1, retries }
        : { trial: last.trial + 1, attempt: 0, retries };
  attempts.set(task, next);
  return next;
}

/** The running execution of `task`. */
export function attemptOf(task: RunnerTask): Attempt {
  return attempts.get(task) ?? { trial: 0, attempt: task.result?.retryCount ?? 0 };
}
