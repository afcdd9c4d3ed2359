import type { Constraint, RuleOptions } from "../constraint.ts";
import { countWords } from "../count-words.ts";
import { lengthRule } from "./length-rule.ts";

/** The text has at most `limit` words. */
export function maxWords(limit: number, options?: RuleOptions): Constraint {
  return lengthRule({ id: "maxWords", limit, unit: "words", count: countWords }, options);
}
