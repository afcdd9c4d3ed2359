import { EvalError } from "../errors/eval-error.ts";

/** The error of a rule that is written wrongly: the test is at fault, not the text. */
export function invalidConstraint(name: string, problem: string, cause?: unknown): EvalError {
  return new EvalError(`Failed to set up constraint "${name}": ${problem}. Correct the rule.`, {
    code: "CONSTRAINT_INVALID",
    cause,
  });
}
