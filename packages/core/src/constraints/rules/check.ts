import type { CheckFunction, Constraint, RuleOptions } from "../constraint.ts";
import { invalidConstraint } from "../invalid-constraint.ts";

/** A rule of the user's own. */
export function check(name: string, evaluate: CheckFunction, options: RuleOptions = {}): Constraint {
  if (typeof evaluate !== "function") {
    throw invalidConstraint(
      name,
      `expected a function from a text to true or false, got a value of type ${typeof evaluate}`,
    );
  }
  return { id: name, advisory: options.advisory === true, evaluate };
}
