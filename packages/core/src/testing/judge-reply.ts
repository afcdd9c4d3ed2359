import type { ClaimVerdict } from "../judges/verdict.ts";

/**
 * The text that a well-behaved binary judge replies with, for `scriptedModel`.
 *
 * @example
 * ```ts
 * judgeReply({ verdict: "pass", evidence: ["within 30 days"] });
 * ```
 */
export function judgeReply(options: {
  readonly verdict: "pass" | "fail" | "cannot-judge";
  readonly critique?: string;
  /** Must occur in the judged output. */
  readonly evidence?: readonly string[];
}): string {
  const { verdict, critique = "Scripted.", evidence = [] } = options;
  return JSON.stringify({ nonce: "{{nonce}}", critique, evidence, verdict });
}

/**
 * The text that a well-behaved claims judge replies with, for `scriptedModel`: one entry per claim, `c1` first.
 *
 * @example
 * ```ts
 * claimsReply([{ verdict: "supported", evidence: "Pro: $49" }, { verdict: "unsupported", reason: "No such feature." }]);
 * ```
 */
export function claimsReply(claims: readonly Partial<ClaimVerdict>[]): string {
  const rows = claims.map(({ id, reason = "Scripted.", evidence = "", verdict = "unsupported" }, index) => ({
    id: id ?? `c${index + 1}`,
    reason,
    evidence,
    verdict,
  }));
  return JSON.stringify({ nonce: "{{nonce}}", claims: rows });
}
