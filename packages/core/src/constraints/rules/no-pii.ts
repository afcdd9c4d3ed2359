import { types } from "node:util";
import type { Constraint, RuleOptions } from "../constraint.ts";
import { findPii, maskPii, piiKinds, type PiiKind } from "../find-pii.ts";
import { foldText } from "../fold-text.ts";
import { invalidConstraint } from "../invalid-constraint.ts";
import { testPattern } from "../test-pattern.ts";

export interface NoPiiOptions extends RuleOptions {
  /** Which kinds are looked for. Default: all. */
  readonly kinds?: readonly PiiKind[];
  /** What may be there all the same, as it stands in the text: your own address, say. */
  readonly allow?: readonly string[];
  /** Patterns of your own, by name: `{ "customer number": /AC-\d{6}/ }`. */
  readonly patterns?: { readonly [name: string]: RegExp };
}

/** The text holds no personal data that a pattern can tell. The reason masks what it found. */
export function noPii(options: NoPiiOptions = {}): Constraint {
  const { kinds = piiKinds, allow = [], patterns = {} } = options;
  checkArguments(kinds, allow, patterns);
  const allowed = allow.map((text) => foldText(text, false));
  return {
    id: "noPii",
    advisory: options.advisory === true,
    evaluate(text) {
      const found = findPii(text, kinds).filter(
        (finding) => !allowed.includes(foldText(finding.text, false)),
      );
      const named = Object.entries(patterns).filter(([, pattern]) => testPattern(pattern, text));
      const reasons = [...found.map((finding) => maskPii(finding)), ...named.map(([name]) => name)];
      if (reasons.length === 0)
        return { pass: true, reason: `no ${[...kinds, ...Object.keys(patterns)].join(", ")} found` };
      return { pass: false, reason: `holds ${[...new Set(reasons)].slice(0, 5).join(", ")}` };
    },
  };
}

function checkArguments(kinds: unknown, allow: unknown, patterns: object): void {
  const isKinds = Array.isArray(kinds) && kinds.every((kind) => piiKinds.some((known) => known === kind));
  if (!isKinds || (kinds.length === 0 && Object.keys(patterns).length === 0)) {
    throw invalidConstraint(
      "noPii",
      `expected \`kinds\` to be some of ${piiKinds.join(", ")}, got ${JSON.stringify(kinds)}`,
    );
  }
  if (!Array.isArray(allow) || !allow.every((text) => typeof text === "string")) {
    throw invalidConstraint(
      "noPii",
      `expected \`allow\` to be a list of texts, got ${JSON.stringify(allow)}`,
    );
  }
  const wrong = Object.entries(patterns).find(([, pattern]) => !types.isRegExp(pattern));
  if (wrong !== undefined)
    throw invalidConstraint("noPii", `expected the pattern "${wrong[0]}" to be a regular expression`);
}
