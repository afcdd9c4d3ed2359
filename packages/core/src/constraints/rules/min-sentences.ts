import { countSentences } from "../../metrics/count-sentences.ts";
import type { Constraint, RuleOptions } from "../constraint.ts";
import { lengthRule } from "./length-rule.ts";

/** The text has at least `limit` sentences. */
export function minSentences(limit: number, options?: RuleOptions): Constraint {
  return lengthRule({ id: "minSentences", limit, unit: "sentences", count: countSentences }, options);
}
