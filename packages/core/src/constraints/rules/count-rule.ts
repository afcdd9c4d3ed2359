import { invalidConstraint } from "../invalid-constraint.ts";
import type { Constraint, RuleOptions } from "../constraint.ts";

export interface CountRule {
  readonly id: `min${string}` | `max${string}`;
  readonly limit: number;
  /** In the plural. */
  readonly unit: string;
  readonly count: (text: string) => number;
}

/** A rule that bounds a count from below (`min...`) or from above (`max...`). */
export function countRule({ id, limit, unit, count }: CountRule, options: RuleOptions = {}): Constraint {
  if (!Number.isInteger(limit) || limit < 0) {
    throw invalidConstraint(id, `expected a whole number from 0, got ${String(limit)} (${typeof limit})`);
  }
  const isMinimum = id.startsWith("min");
  return {
    id,
    advisory: options.advisory === true,
    evaluate(text) {
      const counted = count(text);
      return {
        pass: isMinimum ? counted >= limit : counted <= limit,
        reason: `${counted} ${counted === 1 ? unit.slice(0, -1) : unit}, ${isMinimum ? "at least" : "at most"} ${limit} wanted`,
      };
    },
  };
}
