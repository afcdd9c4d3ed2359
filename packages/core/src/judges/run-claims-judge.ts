import { createHash } from "node:crypto";
import { EvalError } from "../errors/eval-error.ts";
import type { ChatRequest } from "../models/chat-model.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { decide, decideUnasked, type Finding, type JudgeIdentity } from "./build-verdict.ts";
import type { ClaimsJudgeOptions } from "./claims-judge.ts";
import { parseClaims } from "./parse-claims.ts";
import { claimsPrompt, claimsPromptVersion, claimsSchema } from "./prompts/claims-prompt.ts";
import { noReading, type Reading } from "./reading.ts";
import { splitClaims } from "./split-claims.ts";
import { canonicalise, freshNonce } from "./untrusted-text.ts";
import type { ClaimVerdict, Verdict } from "./verdict.ts";

const mostClaims = 500;
const tokensPerClaim = 200;
const tokensBeside = 400;

/** See `judgeClaims`, which loads this file when it is first called. */
export async function runClaimsJudge(options: ClaimsJudgeOptions): Promise<Verdict> {
  const { model, minScore = 1, allowInferences = false } = options;
  checkMinScore(minScore);
  const context = readContext(options.context);
  const identity: JudgeIdentity = {
    rubric: faithfulness(minScore, allowInferences),
    promptVersion: claimsPromptVersion,
    model,
  };
  const claims = splitClaims(canonicalise(options.output));
  if (claims.length === 0 || claims.length > mostClaims) {
    const critique =
      claims.length === 0
        ? "the output makes no claim, so there is nothing to compare with the context"
        : `the output makes ${claims.length} claims, more than the ${mostClaims} that one question can hold`;
    return decideUnasked(identity, {
      outcome: "inconclusive",
      inconclusiveClass: "cannot-judge",
      critique,
      evidence: [],
    });
  }
  const nonce = freshNonce([options.output, ...context]);
  const request: ChatRequest = {
    messages: claimsPrompt(claims, context, nonce),
    schema: claimsSchema,
    temperature: 0,
    maxTokens: tokensBeside + tokensPerClaim * claims.length,
    question: { kind: "claims", nonce, claims, context },
    ...(options.signal !== undefined && { signal: options.signal }),
    ...(options.deadline !== undefined && { deadline: options.deadline }),
  };
  return decide(
    identity,
    request,
    ({ reply }) => parseClaims(reply, nonce, claims, context),
    (verdicts) => conclude(verdicts, minScore, allowInferences),
  );
}

function conclude(
  claims: readonly ClaimVerdict[],
  minScore: number,
  allowInferences: boolean,
): Reading<Finding> {
  const checkable = claims.filter(({ verdict }) => verdict !== "not-checkable");
  if (checkable.length === 0) {
    return noReading("cannot-judge", "no claim of the output can be checked against the context");
  }
  const missed = checkable.filter(
    ({ verdict }) => verdict === "unsupported" || (verdict === "reasonable-inference" && !allowInferences),
  );
  const score = (checkable.length - missed.length) / checkable.length;
  const summary = `${checkable.length - missed.length} of ${checkable.length} checkable claims are supported by the context`;
  const list = missed.map(({ id, verdict, reason = "" }) => `${id} ${verdict}: ${reason}`);
  return {
    ok: true,
    value: {
      outcome: score >= minScore ? "pass" : "fail",
      critique: [summary, ...list].join("; "),
      evidence: missed.map(({ text }) => text),
      score,
      claims,
    },
  };
}

/** The claims judge's own definition of pass and fail, in the form that every verdict names. */
function faithfulness(minScore: number, allowInferences: boolean): Verdict["rubric"] {
  const hash = createHash("sha256").update(canonicalJson({ claimsPromptVersion, minScore, allowInferences }));
  return { name: "faithfulness", version: 1, hash: hash.digest("hex") };
}

function readContext(context: unknown): readonly string[] {
  const passages: readonly unknown[] = Array.isArray(context) ? context : [context];
  const texts = passages.filter((passage) => typeof passage === "string").map(canonicalise);
  if (texts.length === passages.length && texts.some((text) => text.trim() !== "")) return texts;
  throw new EvalError(
    "Failed to judge faithfulness: the context is empty or not made of texts. Pass the passages that the application was given, as one text or a list of texts.",
    { code: "MATCHER_ARGUMENT" },
  );
}

function checkMinScore(minScore: unknown): void {
  if (typeof minScore === "number" && minScore >= 0 && minScore <= 1) return;
  throw new EvalError(
    `Failed to judge faithfulness: expected \`minScore\` to be a number from 0 to 1, got ${String(minScore)} (${typeof minScore}). Correct the option.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
