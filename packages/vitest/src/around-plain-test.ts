import {
  awakeNow,
  CaseContext,
  finishCase,
  isEvalError,
  isEvalFile,
  originals,
  plainTestPartition,
  workerState,
  type CaseKey,
  type EndedBody,
} from "@assay/core/adapter";
import { expect, type RunnerTask, type RunnerTestCase, type RunnerTestFile } from "vitest";
import { attemptOf } from "./attempt-of.ts";
import { evalMeta } from "./eval-meta.ts";
import { plainKeys, type NamedTest } from "./plain-keys.ts";
import { reviveError } from "./revive-error.ts";
import { placeOfTest } from "./test-place.ts";

/** Milliseconds that a matcher's own deadline comes before the runner's. */
const marginMs = 500;

/**
 * Runs a plain test in a case context. The test is a case when its file holds evals or when it uses a matcher of ours;
 * any other test leaves no trace.
 */
export async function aroundPlainTest(
  runTest: () => Promise<void>,
  task: RunnerTestCase,
  signal: AbortSignal | undefined,
): Promise<void> {
  const context = contextOf(task);
  const startedAt = originals.monotonic();
  context.signal = signal;
  context.deadline = deadlineOf(task);
  if (isEvalFile(workerState().settings, context.key.file)) context.open();
  const earlier = task.result?.errors?.length ?? 0;
  await workerState().storage.run(context, runTest);
  workerState().assertions.forget();
  const thrown = (task.result?.errors ?? []).slice(earlier).map((error) => reviveError(error));
  if (!context.opened && context.pending.size === 0 && !thrown.some(isEvalError)) return;
  const durationMs = originals.monotonic() - startedAt;
  if (task.result?.state === "skip") {
    context.end({ status: "not-run", cause: "runner", reason: "skipped by the test", durationMs });
    return;
  }
  const unexpected = task.fails === true && thrown.length === 0 && holds(context);
  context.asserted = hasAsserted(task);
  const result = finishCase(context, durationMs, {
    output: undefined,
    thrown: unexpected ? [unexpectedPass()] : mostTelling(thrown),
  });
  task.meta.eval = evalMeta(context, result.status === "pass");
  // The runner fails a test.fails that returned, and would take an error for what it waits for.
  if (thrown.length === 0 && !unexpected && result.error !== undefined) throw result.error;
}

/** Counted by Vitest for this test alone; of a concurrent test nobody knows. */
function hasAsserted({ concurrent, context }: RunnerTestCase): boolean | undefined {
  if (expect.getState().assertionCalls > 0) return concurrent === true ? undefined : true;
  if (context.expect.getState().assertionCalls > 0) return true;
  return concurrent === true ? undefined : false;
}

function holds({ checks, pending }: CaseContext): boolean {
  return checks.every(({ outcome }) => outcome === "pass") && [...pending].every(({ awaited }) => awaited);
}

function unexpectedPass(): Error {
  const error = new Error("The test passed, and test.fails says that it fails.");
  error.name = "AssertionError";
  return error;
}

function contextOf(task: RunnerTestCase): CaseContext {
  const { trial, attempt } = attemptOf(task);
  const key = keyOf(task);
  const tags = task.tags ?? [];
  const partition = plainTestPartition(workerState().settings, key.file, tags);
  return new CaseContext({ key, partition, tags, trial, attempt, declared: false });
}

const keysOfFiles = new WeakMap<RunnerTestFile, Map<string, CaseKey>>();

function keyOf(task: RunnerTestCase): CaseKey {
  const { file } = task;
  let keys = keysOfFiles.get(file);
  if (keys === undefined) {
    keys = plainKeys(placeOfTest(task), namedTests(file.tasks, []));
    keysOfFiles.set(file, keys);
  }
  return keys.get(task.id) as CaseKey;
}

function namedTests(tasks: readonly RunnerTask[], suites: readonly string[]): NamedTest[] {
  return tasks.flatMap((task) =>
    task.type === "suite"
      ? namedTests(task.tasks, [...suites, task.name])
      : [{ id: task.id, names: [...suites, task.name] }],
  );
}

function deadlineOf({ timeout }: RunnerTestCase): number | undefined {
  if (timeout <= 0 || !Number.isFinite(timeout)) return undefined;
  return awakeNow() + Math.max(timeout - marginMs, timeout / 2);
}

/** An `EvalError` before any other: it says more than the assertion beside it. */
function mostTelling(thrown: readonly unknown[]): EndedBody["thrown"] {
  return thrown.length === 0 ? undefined : [thrown.find(isEvalError) ?? thrown[0]];
}
