import { isEvalError, type EvalError } from "../errors/eval-error.ts";
import type { EndCause } from "./journal-line.ts";
import type { CaseStatus } from "./outcome.ts";

export interface Classification {
  readonly status: CaseStatus;
  readonly cause: EndCause;
  readonly reason: string;
  /** The test itself is wrong (bad argument, missing await): no partition tolerates that. */
  readonly authoring: boolean;
}

/** What an error thrown by a test body means for its case. */
export function classifyError(error: unknown): Classification {
  const evalError = findEvalError(error);
  if (evalError !== undefined) return classifyEvalError(evalError);
  const reason = describeError(error);
  if (isAssertionError(error)) return { status: "fail", cause: "assertion", reason, authoring: false };
  return { status: "fail", cause: "errored-output", reason, authoring: false };
}

function classifyEvalError(error: EvalError): Classification {
  const cause = causes[error.code] ?? "no-verdict";
  return {
    status: error.code === "RUN_STOPPED" ? "not-run" : (error.outcome ?? "error"),
    cause,
    reason: error.outcome === undefined ? error.message : firstBlock(error.message),
    authoring: error.outcome === undefined,
  };
}

/** Without what a matcher says of the judge that gave no verdict, below its reason. */
function firstBlock(message: string): string {
  return message.split("\n\n", 1)[0] as string;
}

const causes: { readonly [code: string]: EndCause } = {
  MATCHER_NOT_AWAITED: "not-awaited",
  RUN_CASE_TIMEOUT: "timeout",
  RUN_CASE_CANCELLED: "runner",
  RUN_STOPPED: "stopped",
  VERDICT_SWALLOWED: "swallowed",
};

/** The EvalError in `error`'s chain of causes: user code may wrap it. */
function findEvalError(error: unknown): EvalError | undefined {
  let link = error;
  for (let depth = 0; depth < 10 && typeof link === "object" && link !== null; depth++) {
    if (isEvalError(link)) return link;
    link = (link as { cause?: unknown }).cause;
  }
  return undefined;
}

/** Whether `error` comes from an assertion: Vitest's, Jest's, Chai's or node:assert's, a snapshot or a custom matcher. */
export function isAssertionError(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { name, code } = error as { name?: unknown; code?: unknown };
  if (name === "AssertionError" || code === "ERR_ASSERTION" || "matcherResult" in error) return true;
  return "__vitest_error_context__" in error || ("actual" in error && "expected" in error);
}

/** One text for anything that can be thrown. */
export function describeError(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error) {
    const { name, message } = error as { name?: unknown; message: unknown };
    const prefix =
      typeof name === "string" && !isAssertionError(error) && !isEvalError(error) ? `${name}: ` : "";
    return `${prefix}${String(message)}`;
  }
  return String(error);
}
