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

/**
 * The text that a well-behaved score judge replies with, for `scriptedModel`.
 *
 * @example
 * ```ts
 * scoreReply({ score: 4, critique: "One term is not explained." });
 * ```
 */
export function scoreReply(options: {
  readonly score: number | "cannot-judge";
  readonly critique?: string;
  /** Must occur in the judged output. */
  readonly evidence?: readonly string[];
}): string {
  const { score, critique = "Scripted.", evidence = [] } = options;
  return JSON.stringify({ nonce: "{{nonce}}", critique, evidence, score });
}

/**
 * The text that a well-behaved pairwise judge replies with, for `scriptedModel`. `A` is the text in first place: the output
 * in the first request, the other text in the second.
 *
 * @example
 * ```ts
 * const model = scriptedModel([pairReply({ winner: "A" }), pairReply({ winner: "B" })]);
 * ```
 */
export function pairReply(options: {
  readonly winner: "A" | "B" | "tie" | "cannot-judge";
  readonly critique?: string;
  /** Must occur in one of the two texts. */
  readonly evidence?: readonly string[];
}): string {
  const { winner, critique = "Scripted.", evidence = [] } = options;
  return JSON.stringify({ nonce: "{{nonce}}", critique, evidence, winner });
}
