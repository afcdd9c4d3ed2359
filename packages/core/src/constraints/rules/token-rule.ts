import type { Constraint, RuleOptions } from "../constraint.ts";
import { estimateTokens } from "../estimate-tokens.ts";
import { invalidConstraint } from "../invalid-constraint.ts";
import { countRule } from "./count-rule.ts";

export interface TokenOptions extends RuleOptions {
  /** Your model's tokenizer. Default: an estimate, one token per four characters of alphabetic scripts. */
  readonly count?: (text: string) => number;
}

/** The text has at least (`minTokens`) or at most (`maxTokens`) `limit` tokens. */
export function tokenRule(
  id: "minTokens" | "maxTokens",
  limit: number,
  options: TokenOptions = {},
): Constraint {
  const { count } = options;
  if (count === undefined) {
    return countRule({ id, limit, unit: "estimated tokens", count: estimateTokens }, options);
  }
  if (typeof count !== "function") {
    throw invalidConstraint(
      id,
      `expected \`count\` to be a function from a text to a number, got ${typeof count}`,
    );
  }
  return countRule({ id, limit, unit: "tokens", count: (text) => checked(id, count(text)) }, options);
}

function checked(id: string, counted: unknown): number {
  if (typeof counted === "number" && counted >= 0) return counted;
  throw invalidConstraint(
    id,
    `expected \`count\` to return a number from 0, at once, got ${String(counted)}`,
  );
}
