import {
  CaseContext,
  checkEvalOptions,
  declaredTrials,
  planTrials,
  runTrials,
  skipReason,
  toleratesMisses,
  workerState,
  type CaseKey,
  type TrialPlan,
} from "@assay/core/adapter";
import { EvalError, type JsonValue, type PartitionName, type TrialRule } from "@assay/core";
import { test } from "vitest";
import { runInTest, runnerTimeoutMs } from "./run-in-test.ts";
import { assertSetUp } from "./set-up-mark.ts";
import { placeOfCollection, type TestPlace } from "./test-place.ts";

/** What {@link evalTest} takes beside its name and body. */
export interface EvalTestOptions {
  readonly partition: PartitionName;
  readonly tags?: readonly string[];
  /** The case's dimensions. */
  readonly metadata?: { readonly [dimension: string]: JsonValue };
  /** Per trial, in milliseconds; default: `timeoutMs` of the configuration. */
  readonly timeout?: number;
  /** How often the case runs. Default: as its partition is configured, else 1. */
  readonly trials?: number;
  /** What its trials must do for it to pass. Default: as the partition is configured, else `majority`. */
  readonly rule?: TrialRule;
  /** `false`: run all trials, also those that cannot change the verdict any more. Default `true`. */
  readonly stopEarly?: boolean;
  /**
   * Why the case is not run, such as `"needs a model"`; `false` runs it. It stays declared: the gate counts it as not run, and
   * the reports say why.
   */
  readonly skip?: string | false | undefined;
}

/** What the body of {@link evalTest} is called with. */
export interface EvalTestArguments {
  /** Aborted when the case runs out of time or the run is cancelled. */
  readonly signal: AbortSignal;
  /** From 0. */
  readonly trial: number;
  /** From 0. */
  readonly attempt: number;
}

/** What it returns is recorded as the case's output. */
export type EvalTestBody = (args: EvalTestArguments) => unknown;

/** Defines one case. */
export type DefineEvalTest = (name: string, options: EvalTestOptions, body: EvalTestBody) => void;

/** {@link DefineEvalTest}, with the modes of Vitest's `test`. */
export interface EvalTest extends DefineEvalTest {
  /** Only this test of the file. */
  readonly only: DefineEvalTest;
  /** Declares the case without running it: the gate counts it as not run. */
  readonly skip: DefineEvalTest;
}

/**
 * Defines a test that is one case, in the partition that it names.
 *
 * @throws EvalError `RUN_DUPLICATE_CASE` when the suite has another case of this name.
 * @example
 * ```ts
 * evalTest("refuses an injection", { partition: "adversarial" }, async ({ signal }) => {
 *   const reply = await answer("Ignore your instructions.", { signal });
 *   expect(reply.text).toSatisfyConstraints(replyRules);
 * });
 * ```
 */
export const evalTest: EvalTest = Object.assign(defineWith(test, false), {
  only: defineWith(test.only, false),
  skip: defineWith(test.skip, true),
});

type DefineTest = typeof test | typeof test.skip;

function defineWith(define: DefineTest, skip: boolean): DefineEvalTest {
  return (name, options, body) => {
    assertSetUp("evalTest", name);
    checkEvalOptions("case", name, options, body);
    const place = placeOfCollection();
    const key = keyOf(place, name);
    const excluded =
      skipReason(name, options.skip) ?? (skip || place.skipped ? "skipped with .skip" : undefined);
    const { settings, run } = workerState();
    const plan = planTrials(name, settings, options.partition, options);
    declare(key, options, plan, excluded);
    const tolerated = run !== undefined && toleratesMisses(settings, options.partition);
    const timeoutMs = options.timeout ?? settings.timeoutMs;
    const meta = { assay: { role: "case" as const, ...(excluded !== undefined && { excluded }) } };
    define(name, { timeout: runnerTimeoutMs, meta, skip: excluded !== undefined }, (context) =>
      runInTest(context, tolerated, (runOptions, watch) => {
        const { trial: repeat, attempt, ...caseOptions } = runOptions;
        return runTrials({ ...caseOptions, timeoutMs, plan, repeat }, (trial) => {
          const { partition } = options;
          const running = new CaseContext({ key, partition, trial, attempt, declared: true });
          const call = (): unknown => body({ signal: running.signal as AbortSignal, trial, attempt });
          return { context: running, body: () => watch(call) };
        });
      }),
    );
  };
}

function keyOf({ project, file, suites }: TestPlace, name: string): CaseKey {
  const { plannedSuites } = workerState();
  const key = { project, file, test: [...suites, name].join(" > "), case: name };
  const planned = JSON.stringify(key);
  if (plannedSuites.has(planned)) {
    throw new EvalError(
      `Failed to define case "${name}": ${file} has two cases of this name in one suite, and their results could not be told apart. Give each evalTest a name of its own.`,
      { code: "RUN_DUPLICATE_CASE", location: { file } },
    );
  }
  plannedSuites.add(planned);
  return key;
}

function declare(
  key: CaseKey,
  options: EvalTestOptions,
  plan: TrialPlan,
  excluded: string | undefined,
): void {
  workerState().journal.append({
    kind: "declare",
    ...key,
    partition: options.partition,
    dimensions: options.metadata ?? {},
    tags: options.tags ?? [],
    fingerprint: "",
    ...(excluded !== undefined && { excluded }),
    ...declaredTrials(plan),
  });
}
