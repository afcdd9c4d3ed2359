export { EvalError, isEvalError, type SourceLocation } from "./errors/eval-error.ts";
