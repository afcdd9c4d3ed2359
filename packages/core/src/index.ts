export type { AssayConfig } from "./config/assay-config.ts";
export type { GateSettings, PartitionSettings, ScoreRule, TrialRule } from "./run/run-settings.ts";
export type { SuiteGate } from "./run/suite-gate.ts";
export { defineConfig } from "./config/define-config.ts";
export type {
  AsyncCheckFunction,
  AsyncConstraint,
  CheckFunction,
  Constraint,
  RuleFinding,
  RuleOptions,
} from "./constraints/constraint.ts";
export type { AsyncConstraintRules, ConstraintRules, Terms } from "./constraints/constraint-rules.ts";
export { constraints, type AsyncConstraints, type Constraints } from "./constraints/constraints.ts";
export type { PiiKind } from "./constraints/find-pii.ts";
export { jsonSchema, type JsonSchema, type JsonSchemaOptions } from "./constraints/json-schema.ts";
export type { MentionOptions } from "./constraints/mentioned-terms.ts";
export type { EdgeOptions } from "./constraints/rules/edge-rule.ts";
export type { InLanguageOptions } from "./constraints/rules/in-language.ts";
export type { IsSqlOptions } from "./constraints/rules/is-sql.ts";
export type { MustMentionOptions } from "./constraints/rules/must-mention.ts";
export type { MustNotMentionOptions } from "./constraints/rules/must-not-mention.ts";
export type { NoPiiOptions } from "./constraints/rules/no-pii.ts";
export type { OnlyLinksToOptions } from "./constraints/rules/only-links-to.ts";
export type { TokenOptions } from "./constraints/rules/token-rule.ts";
export type { SafeParseSchema, Schema, StandardSchema } from "./constraints/schema.ts";
export { approveGolden, type ApproveGoldenOptions, type GoldenApproval } from "./dataset/approve-golden.ts";
export { assertNoLeak, type LabelledCase, type RubricExamples } from "./dataset/assert-no-leak.ts";
export type {
  Dataset,
  DatasetSource,
  FileDigest,
  LoadDatasetOptions,
  LoadedDataset,
} from "./dataset/dataset-source.ts";
export { defineDataset, type DefineDatasetOptions } from "./dataset/define-dataset.ts";
export type { EvalCase, EvalCaseInput } from "./dataset/eval-case.ts";
export type { JsonValue } from "./dataset/json-value.ts";
export { labelSplit, type LabelSplit, type LabelSplitOptions } from "./dataset/label-split.ts";
export type { FewShotExample, MeasuredCase } from "./dataset/leaked-example.ts";
export { loadDataset } from "./dataset/load-dataset.ts";
export { partitionCounts } from "./dataset/partition-counts.ts";
export type { KnownPartition, PartitionName } from "./dataset/partition.ts";
export { saveDataset, type SaveDatasetOptions } from "./dataset/save-dataset.ts";
export { streamDataset } from "./dataset/stream-dataset.ts";
export { EvalError, isEvalError, type SourceLocation } from "./errors/eval-error.ts";
export { judgeBinary, type BinaryJudgeOptions } from "./judges/binary-judge.ts";
export {
  calibrateSimilarity,
  type CalibrateSimilarityOptions,
  type SimilarityCalibration,
  type SimilarityPair,
  type SimilarityThreshold,
} from "./judges/calibrate-similarity.ts";
export { checkJudge } from "./judges/check/check-judge.ts";
export type {
  Canary,
  CanaryKind,
  CanaryResult,
  CheckJudgeOptions,
  ErrorRate,
  JudgeCheck,
} from "./judges/check/judge-check.ts";
export { judgeClaims, type ClaimsJudgeOptions } from "./judges/claims-judge.ts";
export { judgeCover, type CoverJudgeOptions } from "./judges/cover-judge.ts";
export type { MaterialOptions } from "./judges/judge-material.ts";
export { judgePairwise, type PairwiseJudgeOptions } from "./judges/pairwise-judge.ts";
export type { PanelOptions } from "./judges/panel.ts";
export { judgeScore, type ScoreJudgeOptions } from "./judges/score-judge.ts";
export {
  scoreRubric,
  type ScoreExample,
  type ScoreLevel,
  type ScoreRubric,
  type ScoreRubricDefinition,
  type ScoreRubricVariant,
} from "./judges/score-rubric.ts";
export { judgeSimilarity, type SimilarityJudgeOptions } from "./judges/similarity-judge.ts";
export {
  rubric,
  type Rubric,
  type RubricDefinition,
  type RubricExample,
  type RubricVariant,
  type RubricVariants,
} from "./judges/rubric.ts";
export { rubricFor } from "./judges/rubric-for.ts";
export { rubricFile, scoreRubricFile } from "./config/rubric-file.ts";
export type {
  ClaimVerdict,
  InconclusiveClass,
  Preference,
  ScoreSpread,
  Verdict,
  Vote,
} from "./judges/verdict.ts";
export type { AssayAsymmetricMatchers } from "./matchers/assay-asymmetric-matchers.ts";
export type { AssayMatchers } from "./matchers/assay-matchers.ts";
export type { FaithfulnessContext, FaithfulToOptions } from "./matchers/to-be-faithful-to.ts";
export type { ClassifyAsOptions, LabelNormalization } from "./matchers/to-classify-as.ts";
export type { ExpectedStructure, MatchStructureOptions } from "./matchers/to-match-structure.ts";
export type { MatchTokensOptions } from "./matchers/to-match-tokens.ts";
export type { MatcherMaterial } from "./matchers/matcher-material.ts";
export type { PreferredOverOptions } from "./matchers/to-be-preferred-over.ts";
export type { SimilarToOptions } from "./matchers/to-be-similar-to.ts";
export type { CoverOptions } from "./matchers/to-cover.ts";
export type { PassJudgeOptions } from "./matchers/to-pass-judge.ts";
export type { ScoreAtLeastOptions } from "./matchers/to-score-at-least.ts";
export type { CutoffThresholds, RetrieveOptions } from "./matchers/retrieve-options.ts";
export type { SatisfyConstraintsOptions } from "./matchers/to-satisfy-constraints.ts";
export {
  anyOrder,
  approx,
  fuzzy,
  ignore,
  type ApproxOptions,
  type FieldCheck,
  type FieldFinding,
  type FieldRule,
} from "./metrics/field-rules.ts";
export type { Relevance } from "./metrics/relevance.ts";
export type {
  ChatMessage,
  ChatModel,
  ChatReply,
  ChatRequest,
  EmbeddingModel,
  EmbeddingSpend,
  EmbedOptions,
  JudgeQuestion,
} from "./models/chat-model.ts";
export { aiSdk, type AiSdkModel, type AiSdkOptions } from "./models/ai-sdk.ts";
export { boundedFetch } from "./models/bounded-fetch.ts";
export { fromFunction, type FromFunctionOptions } from "./models/from-function.ts";
export { lexical } from "./models/lexical.ts";
export type { OpenAiClient, OpenAiEmbeddingsClient } from "./models/load-openai.ts";
export { ModelError, type ModelErrorOptions } from "./models/model-error.ts";
export type { ModelPrice } from "./models/model-price.ts";
export { recorded } from "./models/recordings/recorded.ts";
export type { RecordingMode, RecordingOptions } from "./models/recordings/recording-settings.ts";
export type { OpenAiConnectionOptions } from "./models/openai-connection.ts";
export { openaiEmbeddings, type OpenAiEmbeddingsOptions } from "./models/openai-embeddings.ts";
export type { PriceTable } from "./models/price-table.ts";
export { openai, type OpenAiOptions } from "./models/openai.ts";
export type { StructuredOutput } from "./models/openai-request.ts";
export type { CallNoToolsOptions } from "./matchers/to-call-no-tools.ts";
export type { CallToolsOptions } from "./matchers/to-call-tools.ts";
export type { CallToolsOfOptions } from "./matchers/to-call-tools-of.ts";
export type { FollowTrajectoryOptions, TrajectoryMode } from "./matchers/to-follow-trajectory.ts";
export type { ReachStateOptions } from "./matchers/to-reach-state.ts";
export type { ExpectedStep } from "./matchers/trajectory-items.ts";
export {
  recordedTrace,
  recordTrace,
  type RetrievedDocumentInput,
  type TraceInput,
} from "./run/record-trace.ts";
export { oneOf, optional, type Alternatives } from "./tools/alternatives.ts";
export {
  connectMcp,
  type ConnectMcpOptions,
  type McpConnection,
  type McpResult,
  type McpServer,
  type McpTool,
} from "./tools/connect-mcp.ts";
export type { ArgComparer } from "./tools/diff-args.ts";
export type { ExpectedCall, ExpectedCallFields } from "./tools/expected-call.ts";
export type { ExpectedSchema } from "./tools/expected-schema.ts";
export { looseString } from "./tools/loose-string.ts";
export type { SequenceOrder } from "./tools/match-sequence.ts";
export type { ArgOptions, ExpectedArgs, ToolArguments, ToolCallOptions } from "./tools/match-tool-call.ts";
export {
  replayCalls,
  type Replay,
  type ReplayedCall,
  type ReplayOptions,
  type ReplayTool,
} from "./tools/replay-calls.ts";
export { traceOf } from "./trace/trace-of.ts";
export type {
  Retrieval,
  RetrievedDocument,
  ToolCall,
  Trace,
  TraceMessage,
  TraceStep,
  TraceTimings,
  Usage,
} from "./trace/trace.ts";
