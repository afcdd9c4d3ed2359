import type { Verdict } from "../judges/verdict.ts";
import { cutText } from "../run/cut-text.ts";

const keptRows = 100;

/** `verdict` as a journal keeps it: a line of it must stay small enough to be written at once. */
export function cutVerdict(verdict: Verdict): Verdict {
  const { critique, evidence, claims } = verdict;
  return {
    ...verdict,
    critique: cutText(critique).text,
    evidence: evidence.slice(0, keptRows).map((quote) => cutText(quote).text),
    ...(claims !== undefined && {
      claims: claims.slice(0, keptRows).map((claim) => ({
        ...claim,
        text: cutText(claim.text).text,
        ...(claim.evidence !== undefined && { evidence: cutText(claim.evidence).text }),
        ...(claim.reason !== undefined && { reason: cutText(claim.reason).text }),
      })),
    }),
  };
}
