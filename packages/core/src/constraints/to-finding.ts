import type { RuleFinding } from "./constraint.ts";
import { invalidConstraint } from "./invalid-constraint.ts";

/**
 * What a rule returned as a finding: nothing is taken for a verdict that is none.
 *
 * @throws EvalError `CONSTRAINT_INVALID` when it is neither a boolean nor `{ pass, reason }`, or a promise of one.
 */
export function toFinding(name: string, returned: unknown): RuleFinding {
  if (typeof returned === "boolean") return { pass: returned, reason: returned ? "holds" : "does not hold" };
  if (typeof returned === "object" && returned !== null) {
    if ("then" in returned) {
      // Nobody waits for it: its rejection must not end the process.
      Promise.resolve(returned).catch(() => {});
      throw invalidConstraint(
        name,
        "the function is asynchronous, and nobody waits for it; write checkAsync in place of check, and await the matcher",
      );
    }
    const { pass, reason } = returned as { readonly pass?: unknown; readonly reason?: unknown };
    if (typeof pass === "boolean") {
      return { pass, reason: typeof reason === "string" ? reason : pass ? "holds" : "does not hold" };
    }
  }
  throw invalidConstraint(
    name,
    `expected the function to return true, false or { pass, reason }, got ${typeof returned}`,
  );
}
