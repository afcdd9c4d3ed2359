import { types } from "node:util";
import { isEvalError, type EvalError } from "../errors/eval-error.ts";
import { showValue } from "../errors/show-value.ts";
import type { Constraint } from "./constraint.ts";
import { toFinding } from "./to-finding.ts";
import type { Constraints } from "./constraints.ts";

/** What became of one rule. */
export interface RuleResult {
  readonly id: string;
  readonly outcome: "pass" | "fail" | "error";
  readonly advisory: boolean;
  /** One line. May quote the text: untrusted. */
  readonly reason: string;
  /** What was thrown, for `error`. */
  readonly cause?: unknown;
}

/**
 * Evaluates every rule of the set; one that throws is an error of its own and keeps no other from being evaluated.
 *
 * @throws EvalError `CONSTRAINT_INVALID` when a rule turns out to be written wrongly.
 */
export function evaluateConstraints(constraints: Constraints, text: string): RuleResult[] {
  return constraints.rules.map((rule) => evaluateRule(rule, text));
}

function evaluateRule({ id, advisory, evaluate }: Constraint, text: string): RuleResult {
  try {
    const { pass, reason } = toFinding(id, evaluate(text));
    return { id, advisory, outcome: pass ? "pass" : "fail", reason: cut(reason) };
  } catch (cause) {
    if (isInvalid(cause)) throw cause;
    return { id, advisory, outcome: "error", reason: cut(describeThrown(cause)), cause };
  }
}

function isInvalid(cause: unknown): cause is EvalError {
  return isEvalError(cause) && cause.code === "CONSTRAINT_INVALID";
}

function cut(reason: string): string {
  return reason.length > 300 ? `${reason.slice(0, 300)}...` : reason;
}

function describeThrown(thrown: unknown): string {
  if (!types.isNativeError(thrown)) return showValue(thrown);
  return isEvalError(thrown) ? thrown.message : `${thrown.name}: ${thrown.message}`;
}
