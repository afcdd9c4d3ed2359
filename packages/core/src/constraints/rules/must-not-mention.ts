import type { Constraint, RuleOptions } from "../constraint.ts";
import { mentionedTerms, type MentionOptions } from "../mentioned-terms.ts";
import { checkedTerms, quoteTerms } from "../terms.ts";

export interface MustNotMentionOptions extends RuleOptions, MentionOptions {}

/** The text mentions none of the terms. */
export function mustNotMention(
  name: string,
  terms: readonly string[],
  options: MustNotMentionOptions = {},
): Constraint {
  checkedTerms(name, terms);
  return {
    id: name,
    advisory: options.advisory === true,
    evaluate(text) {
      const found = mentionedTerms(text, terms, options);
      return found.length === 0
        ? { pass: true, reason: `mentions none of ${quoteTerms(terms)}` }
        : { pass: false, reason: `mentions ${quoteTerms(found)}` };
    },
  };
}
