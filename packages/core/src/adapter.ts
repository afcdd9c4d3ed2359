/** What the runner packages build on; not for test authors. */
export { EvalError, isEvalError } from "./errors/eval-error.ts";
export { matchers } from "./matchers/index.ts";
export { lazyMatchers } from "./matchers/lazy-matchers.ts";
export { preloadChecks } from "./matchers/preload-checks.ts";
export { CaseContext, currentCase, type CaseContextOptions } from "./run/case-context.ts";
export { classifyError, describeError, isAssertionError, type Classification } from "./run/classify-error.ts";
export {
  finishCase,
  quietError,
  runCase,
  type CaseResult,
  type EndedBody,
  type RunCaseOptions,
} from "./run/run-case.ts";
export type { CaseShard } from "./run/case-shard.ts";
export { noteBadInput } from "./run/bad-input.ts";
export { stoppedRun, stopRun } from "./run/run-stop.ts";
export {
  planSuite,
  type SuitePlan,
  type DescribeEvalOptions,
  type EvalArguments,
  type PlannedCase,
  type PlanSuiteInput,
  type RunPlannedOptions,
} from "./run/plan-suite.ts";
export { attachWorker, workerState, type WorkerState } from "./run/worker-state.ts";
export { awakeNow } from "./platform/awake-clock.ts";
export { blameCaller, takeCaller } from "./platform/blame-caller.ts";
export { originals } from "./platform/originals.ts";
export { evalMeta, type EvalMeta, type EvalScore } from "./report/eval-meta.ts";
export { isEvalFile, plainTestPartition } from "./run/plain-test-rules.ts";
export { toleratesMisses, type RunSettings } from "./run/run-settings.ts";
export { declaredTrials, planTrials, type TrialPlan } from "./run/trial-rule.ts";
export { checkEvalOptions } from "./run/check-eval-options.ts";
export { skipReason } from "./run/skip-reason.ts";
export { runTrials, type RunTrialsOptions } from "./run/run-trials.ts";
export { workerConfig } from "./config/worker-config.ts";
export { assertSameDigests, datasetDigest } from "./dataset/dataset-digest.ts";
export { noteDataset } from "./run/note-dataset.ts";
export { loadDatasetSync } from "./dataset/load-dataset-sync.ts";
export type { CaseKey, CheckRecord, DeclareEvent, EndEvent, JournalEvent } from "./run/journal-line.ts";
