import { countSentences } from "../../metrics/count-sentences.ts";
import type { Constraint, RuleOptions } from "../constraint.ts";
import { lengthRule } from "./length-rule.ts";

/** The text has at most `limit` sentences. */
export function maxSentences(limit: number, options?: RuleOptions): Constraint {
  return lengthRule({ id: "maxSentences", limit, unit: "sentences", count: countSentences }, options);
}
