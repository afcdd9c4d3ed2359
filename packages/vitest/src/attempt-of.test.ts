import { expect, test } from "vitest";
import type { RunnerTask } from "vitest";
import { attemptOf, countAttempt } from "./attempt-of.ts";

test("retries count within a repeat, repeats over all", () => {
  const result = { retryCount: 0 };
  const task = { result } as unknown as RunnerTask;
  const seen: unknown[] = [];

  // Two repeats with a retry each: Vitest's retryCount does not start anew.
  for (const retryCount of [0, 1, 1, 2]) {
    result.retryCount = retryCount;
    countAttempt(task);
    const { trial, attempt } = attemptOf(task);
    seen.push([trial, attempt]);
  }

  expect(seen).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
});

test("a task that no set-up counted is told by its own retries", () => {
  expect(attemptOf({ result: { retryCount: 2 } } as unknown as RunnerTask)).toEqual({ trial: 0, attempt: 2 });
});
