import type { Constraint, RuleOptions } from "../constraint.ts";

/** The whole text is JSON. */
export function isJson(options: RuleOptions = {}): Constraint {
  return {
    id: "isJson",
    advisory: options.advisory === true,
    evaluate(text) {
      try {
        JSON.parse(text);
        return { pass: true, reason: "is JSON" };
      } catch (error) {
        const fenced = /^\s*```/.test(text) ? " (it stands in a code fence)" : "";
        return { pass: false, reason: `is not JSON${fenced}: ${(error as Error).message}` };
      }
    },
  };
}
