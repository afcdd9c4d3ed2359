import type { Constraint, RuleOptions } from "../constraint.ts";
import { patternRule } from "./pattern-rule.ts";

/** The text does not match `pattern` anywhere. */
export function doesNotMatch(name: string, pattern: RegExp, options?: RuleOptions): Constraint {
  return patternRule({ name, pattern, wanted: false }, options);
}
