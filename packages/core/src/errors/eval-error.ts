import type { EvalErrorCode } from "./error-codes.ts";

const marker = Symbol.for("assay.error");

/** A place in a file; lines and columns count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export interface EvalErrorOptions {
  readonly code: EvalErrorCode;
  readonly cause?: unknown;
  readonly location?: SourceLocation | undefined;
  /** What the error means for its case; absent when the test or the configuration itself is wrong. */
  readonly outcome?: "fail" | "inconclusive" | "error";
  /** `run` when no further case can get a verdict either (bad key, unknown model, no connection). Default `case`. */
  readonly scope?: "case" | "run";
}

/**
 * Every error that Assay throws on purpose. Its message reads
 * `Failed to <action> "<name>": <what is wrong>. <what to do>.`
 *
 * @example
 * ```ts
 * const error = new EvalError('Failed to load dataset "cases.jsonl": the file is empty. Add at least one case.', { code: "DATASET_EMPTY" });
 * isEvalError(error); // true, also when two copies of the package are loaded
 * ```
 */
export class EvalError extends Error {
  override readonly name: string = "EvalError";
  readonly code: EvalErrorCode;
  // What is not known is no field: runners print all fields of an error.
  declare readonly location: SourceLocation | undefined;
  declare readonly outcome: "fail" | "inconclusive" | "error" | undefined;
  readonly scope: "case" | "run";

  constructor(message: string, options: EvalErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    if (options.location !== undefined) this.location = options.location;
    if (options.outcome !== undefined) this.outcome = options.outcome;
    this.scope = options.scope ?? "case";
    Object.defineProperty(this, marker, { value: true });
  }
}

/** Whether `value` is an {@link EvalError}, by a symbol and not by `instanceof`: CommonJS and ESM copies may both be loaded. */
export function isEvalError(value: unknown): value is EvalError {
  return typeof value === "object" && value !== null && marker in value;
}
