/** The configuration, for the side that makes a run; nothing inside run/ uses it. */
// oxlint-disable-next-line no-restricted-imports
export { findConfig } from "../config/find-config.ts";
// oxlint-disable-next-line no-restricted-imports
export { loadConfig, type LoadedConfig } from "../config/load-config.ts";

/** What is known of the configured judge. */
// oxlint-disable-next-line no-restricted-imports
export { judgeCheckNote } from "../judges/check/judge-check-note.ts";
export type { Replayed, Spend } from "../judges/spend.ts";
// oxlint-disable-next-line no-restricted-imports
export { readJudgeCheck, storeJudgeCheck } from "../judges/check/store-judge-check.ts";

/** The parent's side of a run: create, seal, summarize, judge. */
export { caseFingerprint } from "./case-fingerprint.ts";
export { createRun, type CreateRunOptions, type RunHandle } from "./create-run.ts";
export { createJournalWriter, type JournalWriter } from "./journal-writer.ts";
export { finishRun } from "./finish-run.ts";
export type { FailedFile, RunFacts } from "./run-facts.ts";
export { namedConfig, type RunnerInfo, type RunnerOfFiles } from "./runner-info.ts";
export { summarizeRun } from "./summarize-run.ts";
export { openCaseDetails, type CaseDetailsSource } from "./open-case-details.ts";
export {
  readCaseDetails,
  type AttemptDetails,
  type CaseDetails,
  type CaseDetailsReading,
  type ReadCaseDetailsOptions,
  type TrialDetails,
} from "./read-case-details.ts";
export { earlierRuns } from "./earlier-runs.ts";
export { findRun } from "./find-run.ts";
export { readHistory, type ReadHistoryOptions, type RunHistory } from "./read-history.ts";
export { makeDirectory } from "../platform/make-directory.ts";
export { isUnicodeTerminal } from "../platform/unicode-terminal.ts";
export { isPart, mustFail } from "./must-fail.ts";
export { noteSuiteFiles, type SuiteFiles } from "./suite-files.ts";
export { isEvalFile, plainTestPartition } from "./plain-test-rules.ts";
export { EvalError, isEvalError } from "../errors/eval-error.ts";
export { exitCodeOf, judgePartial, type ExitCodeOptions } from "./exit-code.ts";
export { boundedVerdict } from "./bounded-verdict.ts";
export { readRunManifest, runDirectoryVariable, type RunFilter, type RunManifest } from "./run-manifest.ts";
export {
  defaultSettings,
  type GateSettings,
  type PartitionSettings,
  type RecordingSettings,
  type RunSettings,
  type ScoreRule,
  type ShardBy,
  type TrialRule,
} from "./run-settings.ts";
export type { RuledScore, TrialDecision } from "./score-rule.ts";
export type { ScoreThreshold } from "./score-threshold.ts";
// oxlint-disable-next-line no-restricted-imports
export { listRecordings, type ListedRecording } from "../models/recordings/list-recordings.ts";
// oxlint-disable-next-line no-restricted-imports
export {
  pruneRecordings,
  type PrunedRecordings,
  type PruneRecordingsOptions,
} from "../models/recordings/prune-recordings.ts";
// oxlint-disable-next-line no-restricted-imports
export { defaultRecordingFolder } from "../models/recordings/recording-settings.ts";
// oxlint-disable-next-line no-restricted-imports
export type { KeptReply, Recording } from "../models/recordings/recording.ts";
// oxlint-disable-next-line no-restricted-imports
export type { RecordingKind, ShownRequest } from "../models/recordings/recording-key.ts";
export type { RecordingsSummary } from "./recordings-summary.ts";
export type { Seal } from "./seal-run.ts";
export type {
  CaseCause,
  CaseCheck,
  CaseScore,
  CheckSummary,
  Counts,
  Gate,
  GateReason,
  GateReasonCode,
  GateVerdict,
  PartitionSummary,
  TokenCount,
  TokenTotals,
  Summary,
  SummaryCase,
  TrialsSummary,
} from "./summary.ts";
export type {
  ClassificationSummary,
  CheckTables,
  ClassSummary,
  ExpectedToolSummary,
  FieldSummary,
  MeanSummary,
  StructureSummary,
  SummaryTables,
  ToolsSummary,
  TransitionsSummary,
} from "./summary-tables.ts";

/** The journal, line by line. */
export {
  decodeJournalBytes,
  decodeJournalLine,
  encodeJournalLine,
  journalVersion,
  type CaseKey,
  type CheckRecord,
  type CutText,
  type DeclareEvent,
  type EndCause,
  type EndEvent,
  type JournalEvent,
  type JournalLine,
} from "./journal-line.ts";
export { readJournal, type JournalProblem, type JournalReading } from "./read-journal.ts";
export { worstStatus, type CaseStatus, type Outcome } from "./outcome.ts";

/** What some matchers record in `CheckRecord.details`. */
export type { ClassificationDetails } from "./classification-details.ts";
export type { ExpectedTool, RecordedCall, ToolCallDetails, TrajectoryDetails } from "./tool-details.ts";
export type { RetrievalDetails } from "./retrieval-details.ts";
export type { StructureDetails, StructureField } from "./structure-details.ts";

/** Runs of shards as one. */
export { defaultBaseline } from "./baseline/default-baseline.ts";
export { mergeRuns, type MergedRunResult, type MergeRunsOptions } from "./merge/merge-runs.ts";
export type { MergedRun } from "./merge/merged-run.ts";

/** What changed from one run to another. */
export { compareRuns } from "./compare/compare-runs.ts";
export type { CompareOptions } from "./compare/compare-options.ts";
export type {
  CaseChange,
  ComparedRun,
  Comparison,
  Difference,
  NotComparable,
  OpenQuestion,
  PartitionComparison,
  ScoreComparison,
} from "./comparison.ts";
export { readBaseline } from "./baseline/read-baseline.ts";
export { writeBaseline, type WriteBaselineOptions } from "./baseline/write-baseline.ts";
export type {
  Baseline,
  BaselineCase,
  BaselineCheck,
  BaselineJudge,
  BaselinePartition,
} from "./baseline/baseline.ts";
