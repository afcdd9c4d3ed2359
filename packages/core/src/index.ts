export { EvalError, isEvalError, type SourceLocation } from "./errors/eval-error.ts";
export { judgeBinary, type BinaryJudgeOptions } from "./judges/binary-judge.ts";
export { judgeClaims, type ClaimsJudgeOptions } from "./judges/claims-judge.ts";
export { rubric, type Rubric, type RubricDefinition, type RubricExample } from "./judges/rubric.ts";
export type { ClaimVerdict, InconclusiveClass, Verdict } from "./judges/verdict.ts";
export { fromFunction, type FromFunctionOptions } from "./models/from-function.ts";
export { lexical } from "./models/lexical.ts";
