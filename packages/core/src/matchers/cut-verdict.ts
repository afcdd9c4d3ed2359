import type { Verdict, Vote } from "../judges/verdict.ts";
import { cutText } from "../run/cut-text.ts";

const keptRows = 100;
/** Of each of up to 25 votes and more. */
const keptCritique = 400;

/** `verdict` as a journal keeps it: a line of it must stay small enough to be written at once. */
export function cutVerdict(verdict: Verdict): Verdict {
  const { critique, evidence, claims, votes } = verdict;
  return {
    ...verdict,
    critique: cutText(critique).text,
    evidence: evidence.slice(0, keptRows).map((quote) => cutText(quote).text),
    ...(votes !== undefined && { votes: cutVotes(votes) }),
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

export function cutVotes(votes: readonly Vote[]): readonly Vote[] {
  return votes.map((vote) => ({ ...vote, critique: cutText(vote.critique.slice(0, keptCritique)).text }));
}
