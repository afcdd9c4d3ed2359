import { fleschKincaidGrade, fleschReadingEase } from "../../metrics/readability.ts";
import type { Constraint, RuleOptions } from "../constraint.ts";
import { invalidConstraint } from "../invalid-constraint.ts";

/** English text is easy enough: a Flesch reading ease from `limit` up, or a Flesch-Kincaid grade up to `limit`. */
export function readabilityRule(
  id: "minReadingEase" | "maxReadingGrade",
  limit: number,
  options: RuleOptions = {},
): Constraint {
  if (!Number.isFinite(limit)) {
    throw invalidConstraint(id, `expected a number, got ${String(limit)} (${typeof limit})`);
  }
  const isEase = id === "minReadingEase";
  return {
    id,
    advisory: options.advisory === true,
    evaluate(text) {
      const figure = isEase ? fleschReadingEase(text) : fleschKincaidGrade(text);
      if (Number.isNaN(figure)) return { pass: false, reason: "has no words" };
      return {
        pass: isEase ? figure >= limit : figure <= limit,
        reason: `${isEase ? "reading ease" : "grade"} ${figure.toFixed(1)}, at ${isEase ? "least" : "most"} ${limit} wanted`,
      };
    },
  };
}
