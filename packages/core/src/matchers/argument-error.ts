import { describeKind } from "../errors/describe-kind.ts";
import { showName } from "../errors/show-value.ts";
import { EvalError } from "../errors/eval-error.ts";

/** The error of a matcher's argument: the test is wrong, not the application. */
export function argumentError(matcher: string, what: string, wanted: string, got: unknown): EvalError {
  const shown = typeof got === "number" || typeof got === "boolean" ? String(got) : describeKind(got);
  return new EvalError(
    `Failed to evaluate "${matcher}": expected ${what} to be ${wanted}, got ${shown}. Correct the argument.`,
    { code: "MATCHER_ARGUMENT" },
  );
}

/**
 * Refuses options that do not exist: a misspelt threshold would never be checked.
 *
 * @throws EvalError `MATCHER_ARGUMENT`.
 */
export function checkOptions(matcher: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw argumentError(matcher, "the options", "an object", options);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new EvalError(
    `Failed to evaluate "${matcher}": there is no option "${showName(unknown)}". Known are ${known.join(", ")}.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
