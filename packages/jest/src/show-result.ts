import { isEvalError } from "@assay/core";
import type { CaseResult } from "@assay/core/adapter";

/** Throws what Jest has to see of a case's result: misses stay out of its sight where a gate judges them. */
export function showResult(result: CaseResult, tolerated: boolean): void {
  if (result.status === "pass" || (tolerated && !result.authoring)) return;
  // A thousand cases of a stopped run need the reason, not a thousand stacks; Jest cannot skip a test that runs.
  if (result.cause === "stopped" && isEvalError(result.error)) result.error.stack = result.error.message;
  throw result.error;
}
