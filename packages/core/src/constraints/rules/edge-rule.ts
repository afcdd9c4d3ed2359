import type { Constraint, RuleOptions } from "../constraint.ts";
import { foldText } from "../fold-text.ts";
import type { MentionOptions } from "../mentioned-terms.ts";
import { checkedTerms, quoteTerms } from "../terms.ts";

export interface EdgeOptions extends RuleOptions, MentionOptions {}

/**
 * The text starts or ends with one of `texts`, white space around it aside, compared as mentions are, but not bounded by
 * words.
 */
export function edgeRule(
  id: "startsWith" | "endsWith",
  texts: string | readonly string[],
  options: EdgeOptions = {},
): Constraint {
  const alternatives = typeof texts === "string" ? [texts] : texts;
  checkedTerms(id, alternatives);
  const caseSensitive = options.caseSensitive === true;
  const folded = alternatives.map((text) => foldText(text, caseSensitive).trim());
  const verb = id === "startsWith" ? "start" : "end";
  return {
    id,
    advisory: options.advisory === true,
    evaluate(text) {
      const whole = foldText(text, caseSensitive).trim();
      const place = folded.findIndex((edge) =>
        id === "startsWith" ? whole.startsWith(edge) : whole.endsWith(edge),
      );
      if (place >= 0)
        return { pass: true, reason: `${verb}s with ${quoteTerms([alternatives[place] ?? ""])}` };
      const shown =
        id === "startsWith" ? Array.from(text.trim()).slice(0, 40) : Array.from(text.trim()).slice(-40);
      return {
        pass: false,
        reason: `${verb}s with ${JSON.stringify(shown.join(""))}, wanted ${quoteTerms(alternatives)}`,
      };
    },
  };
}
