import { classifyError, EvalError, isEvalFile, workerState, type CaseContext } from "@assay/core/adapter";

/**
 * Ends the case of a `test.failing` by what its body threw, unless the test waited for it: an expectation that was missed.
 * Checks that missed are in the journal already, and an ordinary test that asks nothing of us leaves no trace.
 */
export function endThrown(context: CaseContext, error: unknown, durationMs: number): void {
  const { status, cause, reason } = classifyError(error);
  if (cause === "assertion" || cause === "check") return;
  if (context.checks.some(({ outcome, advisory }) => outcome !== "pass" && !advisory)) return;
  const isCase = context.opened || isEvalFile(workerState().settings, context.key.file);
  if (!isCase && cause === "errored-output") return;
  context.end({ status, cause, reason, durationMs, plain: true });
}

/** What ended a body that nobody saw the end of. */
export function lateBody(name: string): EvalError {
  return new EvalError(
    `Failed to finish test "${name}": it took longer than Jest allows, and test.failing takes that for the failure it waits for. Raise the timeout of the test.`,
    { code: "RUN_CASE_TIMEOUT", outcome: "error" },
  );
}
