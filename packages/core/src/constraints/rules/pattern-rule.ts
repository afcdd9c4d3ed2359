import { types } from "node:util";
import type { Constraint, RuleOptions } from "../constraint.ts";
import { invalidConstraint } from "../invalid-constraint.ts";
import { testPattern } from "../test-pattern.ts";

export interface PatternRule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Whether the text should match. */
  readonly wanted: boolean;
}

/** A rule that wants a pattern to match, or not to. */
export function patternRule({ name, pattern, wanted }: PatternRule, options: RuleOptions = {}): Constraint {
  if (!types.isRegExp(pattern)) {
    throw invalidConstraint(
      name,
      `expected a regular expression, got ${JSON.stringify(pattern)} (${typeof pattern})`,
    );
  }
  return {
    id: name,
    advisory: options.advisory === true,
    evaluate(text) {
      const found = testPattern(pattern, text);
      return { pass: found === wanted, reason: `${found ? "matches" : "does not match"} ${String(pattern)}` };
    },
  };
}
