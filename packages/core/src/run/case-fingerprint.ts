import { hash } from "node:crypto";
import { canonicalJson } from "../platform/canonical-json.ts";

/**
 * SHA-256 over input and expected value, in hex: the same for cases that ask the same and want the same, whatever their ids.
 *
 * @example
 * ```ts
 * caseFingerprint({ question: "How long?" }, "30 days") === caseFingerprint({ question: "How long?" }, "30 days"); // true
 * ```
 */
export function caseFingerprint(input: unknown, expected: unknown): string {
  return hash("sha256", canonicalJson([input, expected]), "hex");
}
