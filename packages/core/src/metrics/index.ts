/** Metrics as plain functions: no model, no I/O. @module */
export { averagePrecision, contextPrecision } from "./average-precision.ts";
export { bleu, type BleuOptions } from "./bleu.ts";
export { compareStructure, type CompareStructureOptions, type FieldResult } from "./compare-structure.ts";
export { confusionMatrix, type ClassMetrics, type ConfusionMatrix } from "./confusion-matrix.ts";
export { contextRecall } from "./context-recall.ts";
export {
  factualCorrectness,
  type ClaimLabels,
  type FactualCorrectness,
  type FactualCorrectnessOptions,
} from "./factual-correctness.ts";
export {
  anyOrder,
  approx,
  fuzzy,
  ignore,
  type ApproxOptions,
  type FieldCheck,
  type FieldFinding,
  type FieldRule,
} from "./field-rules.ts";
export { isExactMatch, type ExactMatchOptions } from "./is-exact-match.ts";
export { lengthPenalty } from "./length-penalty.ts";
export { levenshteinDistance, levenshteinSimilarity } from "./levenshtein.ts";
export { ndcg, type NdcgOptions } from "./ndcg.ts";
export { noiseSensitivity, type NoiseLabels, type NoiseSensitivity } from "./noise-sensitivity.ts";
export { normalizeText, tokenize, type Normalization, type Tokenizer } from "./normalize-text.ts";
export { numericCloseness } from "./numeric-closeness.ts";
export { precisionAtK } from "./precision-at-k.ts";
export { recallAtK } from "./recall-at-k.ts";
export { fleschKincaidGrade, fleschReadingEase } from "./readability.ts";
export { reciprocalRank } from "./reciprocal-rank.ts";
export type { Relevance } from "./relevance.ts";
export { rouge, type RougeOptions } from "./rouge.ts";
export { transitionMatrix, type StepOutcome, type TransitionMatrix } from "./transition-matrix.ts";
export { weightedScore, type TokenProbability } from "./weighted-score.ts";
export { tokenF1, type TokenF1Options, type TokenF1 } from "./token-f1.ts";
