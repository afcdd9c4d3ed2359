import type { Constraint, RuleOptions } from "../constraint.ts";
import { invalidConstraint } from "../invalid-constraint.ts";
import { mentionedTerms, type MentionOptions } from "../mentioned-terms.ts";
import { checkedTerms, quoteTerms } from "../terms.ts";

export interface MustMentionOptions extends RuleOptions, MentionOptions {
  /** How many of the terms suffice. Default: all of them. */
  readonly atLeast?: number;
}

/** The text mentions every term, or `atLeast` of them. */
export function mustMention(
  name: string,
  terms: readonly string[],
  options: MustMentionOptions = {},
): Constraint {
  checkedTerms(name, terms);
  const { atLeast = terms.length } = options;
  if (!Number.isInteger(atLeast) || atLeast < 1 || atLeast > terms.length) {
    throw invalidConstraint(
      name,
      `atLeast must be a whole number from 1 to ${terms.length}, got ${String(atLeast)}`,
    );
  }
  return {
    id: name,
    advisory: options.advisory === true,
    evaluate(text) {
      const found = mentionedTerms(text, terms, options);
      const missing = terms.filter((term) => !found.includes(term));
      if (found.length >= atLeast) return { pass: true, reason: `mentions ${quoteTerms(found)}` };
      const wanted = atLeast === terms.length ? "" : ` (${found.length} of ${atLeast} wanted)`;
      return { pass: false, reason: `does not mention ${quoteTerms(missing)}${wanted}` };
    },
  };
}
