import { foldText } from "./fold-text.ts";
import { invalidConstraint } from "./invalid-constraint.ts";

/** @throws EvalError `CONSTRAINT_INVALID` when `terms` would be found nowhere or everywhere. */
export function checkedTerms(name: string, terms: readonly string[]): void {
  if (!Array.isArray(terms) || terms.length === 0) {
    throw invalidConstraint(name, "expected a list of at least one term");
  }
  for (const term of terms as readonly unknown[]) {
    if (typeof term !== "string" || foldText(term, true).trim() === "") {
      throw invalidConstraint(
        name,
        `expected each term to be a text that is not blank, got ${JSON.stringify(term)} (${typeof term})`,
      );
    }
  }
}

export function quoteTerms(terms: readonly string[]): string {
  const shown = terms.slice(0, 5).map((term) => JSON.stringify(term));
  return terms.length > shown.length
    ? `${shown.join(", ")} and ${terms.length - shown.length} more`
    : shown.join(", ");
}
