import { EvalError } from "../../errors/eval-error.ts";
import { showName } from "../../errors/show-value.ts";

/** `problem` ends in what to do, without a dot. */
export function refuseMerge(name: string, problem: string, cause?: unknown): EvalError {
  return new EvalError(`Failed to merge "${showName(name)}": ${problem}.`, { code: "MERGE_REFUSED", cause });
}
