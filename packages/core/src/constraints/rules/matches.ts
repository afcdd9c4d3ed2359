import type { Constraint, RuleOptions } from "../constraint.ts";
import { patternRule } from "./pattern-rule.ts";

/** The text matches `pattern` somewhere. */
export function matches(name: string, pattern: RegExp, options?: RuleOptions): Constraint {
  return patternRule({ name, pattern, wanted: true }, options);
}
