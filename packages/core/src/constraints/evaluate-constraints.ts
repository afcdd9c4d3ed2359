import { types } from "node:util";
import { isEvalError, type EvalError } from "../errors/eval-error.ts";
import { showValue } from "../errors/show-value.ts";
import type { AsyncConstraint, Constraint } from "./constraint.ts";
import type { AsyncConstraints, Constraints } from "./constraints.ts";
import { invalidConstraint } from "./invalid-constraint.ts";
import { toFinding } from "./to-finding.ts";

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
 * @throws EvalError `CONSTRAINT_INVALID` when a rule turns out to be written wrongly, or answers later.
 */
export function evaluateConstraints(constraints: Constraints<boolean>, text: string): RuleResult[] {
  return constraints.rules.map((rule) => {
    if (rule.asynchronous !== true) return evaluateRule(rule, text);
    throw invalidConstraint(rule.id, "the rule answers later, and nobody waits for it here");
  });
}

/**
 * As {@link evaluateConstraints}, with rules that answer later: all of them are asked at once.
 *
 * @throws EvalError as {@link evaluateConstraints}, once every rule has answered.
 */
export async function evaluateConstraintsAsync(
  constraints: Constraints<boolean> | AsyncConstraints,
  text: string,
): Promise<RuleResult[]> {
  const settled = await Promise.allSettled(
    constraints.rules.map(async (rule) =>
      rule.asynchronous === true ? evaluateAsyncRule(rule, text) : evaluateRule(rule, text),
    ),
  );
  return settled.map((result) => {
    if (result.status === "fulfilled") return result.value;
    throw result.reason;
  });
}

function evaluateRule({ id, advisory, evaluate }: Constraint, text: string): RuleResult {
  try {
    return answered(id, advisory, evaluate(text));
  } catch (cause) {
    return threw(id, advisory, cause);
  }
}

async function evaluateAsyncRule(
  { id, advisory, evaluate }: AsyncConstraint,
  text: string,
): Promise<RuleResult> {
  try {
    return answered(id, advisory, await evaluate(text));
  } catch (cause) {
    return threw(id, advisory, cause);
  }
}

function answered(id: string, advisory: boolean, answer: unknown): RuleResult {
  const { pass, reason } = toFinding(id, answer);
  return { id, advisory, outcome: pass ? "pass" : "fail", reason: cut(reason) };
}

function threw(id: string, advisory: boolean, cause: unknown): RuleResult {
  if (isInvalid(cause)) throw cause;
  return { id, advisory, outcome: "error", reason: cut(describeThrown(cause)), cause };
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
