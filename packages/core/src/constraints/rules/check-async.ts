import type { AsyncCheckFunction, AsyncConstraint, RuleOptions } from "../constraint.ts";
import { invalidConstraint } from "../invalid-constraint.ts";

/** A rule of the user's own that answers later. */
export function checkAsync(
  name: string,
  evaluate: AsyncCheckFunction,
  options: RuleOptions = {},
): AsyncConstraint {
  if (typeof evaluate !== "function") {
    throw invalidConstraint(
      name,
      `expected a function from a text to a promise of true or false, got a value of type ${typeof evaluate}`,
    );
  }
  return { id: name, advisory: options.advisory === true, asynchronous: true, evaluate };
}
