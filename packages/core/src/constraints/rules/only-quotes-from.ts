import type { Constraint, RuleOptions } from "../constraint.ts";
import { foldText } from "../fold-text.ts";
import { invalidConstraint } from "../invalid-constraint.ts";
import { quoteTerms } from "../terms.ts";

/**
 * What the text quotes stands in one of `sources`, word for word, case and white space aside. Quotes are paired quotation
 * marks with at least three words between them; single ones are apostrophes and quote nothing.
 */
export function onlyQuotesFrom(sources: readonly string[], options: RuleOptions = {}): Constraint {
  if (!Array.isArray(sources) || !sources.every((source) => typeof source === "string")) {
    throw invalidConstraint("onlyQuotesFrom", "expected a list of texts");
  }
  const folded = sources.map((source) => foldText(source, false));
  return {
    id: "onlyQuotesFrom",
    advisory: options.advisory === true,
    evaluate(text) {
      const quotes = quotesOf(text);
      const made = quotes.filter((quote) => !folded.some((source) => source.includes(bare(quote))));
      if (made.length > 0) return { pass: false, reason: `quotes what no source says: ${quoteTerms(made)}` };
      return {
        pass: true,
        reason: quotes.length === 0 ? "quotes nothing" : `${quotes.length} quotes, all from the sources`,
      };
    },
  };
}

function quotesOf(text: string): string[] {
  const spans = text.matchAll(
    /\u201c([^\u201c\u201d]*)\u201d|\u00ab([^\u00ab\u00bb]*)\u00bb|\u201e([^\u201e\u201c]*)\u201c|"([^"]*)"/gu,
  );
  return Array.from(spans, ([, ...inner]) => inner.find((span) => span !== undefined) ?? "").filter(
    (span) => (span.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= 3,
  );
}

/** A quotation may end with the comma or full stop of the sentence around it. */
function bare(quote: string): string {
  return foldText(quote, false)
    .trim()
    .replace(/^[.,;:!?\u2026 ]+|[.,;:!?\u2026 ]+$/gu, "");
}
