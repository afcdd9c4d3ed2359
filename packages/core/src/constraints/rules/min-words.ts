import type { Constraint, RuleOptions } from "../constraint.ts";
import { countWords } from "../count-words.ts";
import { lengthRule } from "./length-rule.ts";

/** The text has at least `limit` words. */
export function minWords(limit: number, options?: RuleOptions): Constraint {
  return lengthRule({ id: "minWords", limit, unit: "words", count: countWords }, options);
}
