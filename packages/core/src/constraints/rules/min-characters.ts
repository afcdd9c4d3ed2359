import type { Constraint, RuleOptions } from "../constraint.ts";
import { countCharacters } from "../count-characters.ts";
import { lengthRule } from "./length-rule.ts";

/** The text has at least `limit` characters. */
export function minCharacters(limit: number, options?: RuleOptions): Constraint {
  return lengthRule({ id: "minCharacters", limit, unit: "characters", count: countCharacters }, options);
}
