import type { Constraint, RuleOptions } from "../constraint.ts";
import { detectLanguage, knownLanguages } from "../detect-language.ts";
import { invalidConstraint } from "../invalid-constraint.ts";

export interface InLanguageOptions extends RuleOptions {
  /** What a text is whose language cannot be told, such as "OK". Default `error`: the rule has no verdict. */
  readonly undecided?: "pass" | "fail" | "error";
  /** A detector of your own: the language's code, or `undefined`. Any code may be wanted then. */
  readonly detect?: (text: string) => string | undefined;
}

/** Most of the text is in the language `code` (ISO 639-1). */
export function inLanguage(code: string, options: InLanguageOptions = {}): Constraint {
  const { detect = detectLanguage, undecided = "error" } = options;
  checkArguments(code, options);
  return {
    id: "inLanguage",
    advisory: options.advisory === true,
    evaluate(text) {
      const found: unknown = detect(text);
      if (found !== undefined && typeof found !== "string") {
        throw invalidConstraint(
          "inLanguage",
          `expected \`detect\` to return a code or undefined, at once, got ${typeof found}`,
        );
      }
      if (found !== undefined && found !== "")
        return { pass: found === code, reason: `is in "${found}", "${code}" wanted` };
      if (undecided !== "error") return { pass: undecided === "pass", reason: "its language cannot be told" };
      throw new Error(
        "its language cannot be told: it is too short, mixed, or in a language that is not known",
      );
    },
  };
}

function checkArguments(code: unknown, { detect, undecided }: InLanguageOptions): void {
  if (detect !== undefined && typeof detect !== "function") {
    throw invalidConstraint("inLanguage", `expected \`detect\` to be a function, got ${typeof detect}`);
  }
  if (undecided !== undefined && !["pass", "fail", "error"].includes(undecided)) {
    throw invalidConstraint(
      "inLanguage",
      `expected \`undecided\` to be "pass", "fail" or "error", got ${String(undecided)}`,
    );
  }
  const isKnown =
    detect === undefined
      ? knownLanguages.some((known) => known === code)
      : typeof code === "string" && code !== "";
  if (isKnown) return;
  throw invalidConstraint(
    "inLanguage",
    `expected one of ${knownLanguages.join(", ")}, got ${JSON.stringify(code)}; for another one pass a detector as \`detect\``,
  );
}
