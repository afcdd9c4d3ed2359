import type { Constraint, RuleOptions } from "../constraint.ts";
import { countCharacters } from "../count-characters.ts";
import { lengthRule } from "./length-rule.ts";

/** The text has at most `limit` characters. */
export function maxCharacters(limit: number, options?: RuleOptions): Constraint {
  return lengthRule({ id: "maxCharacters", limit, unit: "characters", count: countCharacters }, options);
}
