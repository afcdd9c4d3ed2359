import { EvalError } from "@assay/core/adapter";

/**
 * The error behind one that Vitest has turned into plain data, as far as its classification needs it: an `EvalError`
 * stays one, also as the cause of another, and the runner's own timeout becomes the timeout of the case.
 */
export function reviveError(error: unknown, depth = 0): unknown {
  if (typeof error !== "object" || error === null || depth > 10) return error;
  const { name, message, code, outcome, scope, cause } = error as { [key: string]: unknown };
  if (isEvalErrorName(name) && typeof code === "string") {
    return new EvalError(String(message), {
      code: code as EvalError["code"],
      ...(isOutcome(outcome) && { outcome }),
      scope: scope === "run" ? "run" : "case",
    });
  }
  if (typeof message === "string" && /^Test timed out in \d+ms/.test(message)) {
    return new EvalError(message.split("\n")[0] ?? message, { code: "RUN_CASE_TIMEOUT", outcome: "error" });
  }
  return cause === undefined ? error : { ...error, cause: reviveError(cause, depth + 1) };
}

function isEvalErrorName(name: unknown): boolean {
  return name === "EvalError" || name === "ModelError";
}

function isOutcome(value: unknown): value is "fail" | "inconclusive" | "error" {
  return value === "fail" || value === "inconclusive" || value === "error";
}
