import type { JudgeQuestion } from "../chat-model.ts";
import { checkClaim } from "./check-claim.ts";
import { compareWithReference } from "./compare-with-reference.ts";
import { indexContext } from "./passages.ts";

/** The reply to a judge's question, in the shape that the question's prompt asks any model for. */
export function answerQuestion(question: JudgeQuestion | undefined): string {
  if (question?.kind === "claims") {
    const context = indexContext(question.context);
    const claims = question.claims.map(({ id, text }) => ({ id, ...checkClaim(text, context) }));
    return JSON.stringify({ nonce: question.nonce, claims });
  }
  if (question?.kind === "rubric" && question.reference !== undefined && question.reference.trim() !== "") {
    return JSON.stringify({
      nonce: question.nonce,
      ...compareWithReference(question.output, question.reference),
    });
  }
  const answer = question?.kind === "score" ? "score" : question?.kind === "pair" ? "winner" : "verdict";
  return JSON.stringify({
    nonce: question?.nonce ?? "",
    critique: `the lexical model judges claims against a context and outputs against a reference; ${lacks[answer]}`,
    evidence: [],
    [answer]: "cannot-judge",
  });
}

const lacks = {
  score: "it gives no scores",
  winner: "it compares no two outputs",
  verdict: "this question has neither",
};
