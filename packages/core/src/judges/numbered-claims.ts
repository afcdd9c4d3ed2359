import { createHash } from "node:crypto";
import { EvalError } from "../errors/eval-error.ts";
import type { ChatMessage, ChatModel, ChatRequest } from "../models/chat-model.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { decide, decideUnasked, type Finding, type JudgeIdentity } from "./build-verdict.ts";
import { parseClaims } from "./parse-claims.ts";
import { claimsSchema } from "./prompts/claims-prompt.ts";
import type { Reading } from "./reading.ts";
import type { Claim } from "./split-claims.ts";
import { canonicalise, freshNonce } from "./untrusted-text.ts";
import type { ClaimVerdict, InconclusiveClass, Verdict } from "./verdict.ts";

const mostClaims = 500;
const tokensPerClaim = 200;
const tokensBeside = 400;

export interface ClaimsQuestion {
  readonly claims: readonly Claim[];
  /** Where the evidence must occur. */
  readonly passages: readonly string[];
  readonly prompt: (
    claims: readonly Claim[],
    passages: readonly string[],
    nonce: string,
  ) => readonly ChatMessage[];
  readonly minScore: number;
  readonly allowInferences: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly deadline?: number | undefined;
  /** Of the running case, from 0: the judge is asked with another seed in every trial. */
  readonly trial?: number | undefined;
  readonly words: {
    /** What the claims are of. */
    readonly source: string;
    readonly found: (supported: number, checkable: number) => string;
    readonly uncheckable: string;
  };
}

/** One verdict per claim, and the share of them that the passages support. @throws ModelError */
export async function askAboutClaims(identity: JudgeIdentity, question: ClaimsQuestion): Promise<Verdict> {
  const { claims, passages, prompt, words, signal, deadline, trial } = question;
  if (claims.length === 0)
    return decideUnasked(
      identity,
      without("not-applicable", `the ${words.source} makes no claim, so there is nothing to compare`),
    );
  if (claims.length > mostClaims) {
    const critique = `the ${words.source} makes ${claims.length} claims, more than the ${mostClaims} that one question can hold`;
    return decideUnasked(identity, without("cannot-judge", critique));
  }
  const nonce = freshNonce([...claims.map(({ text }) => text), ...passages]);
  const request: ChatRequest = {
    messages: prompt(claims, passages, nonce),
    schema: claimsSchema,
    temperature: 0,
    maxTokens: tokensBeside + tokensPerClaim * claims.length,
    question: { kind: "claims", nonce, claims, context: passages },
    ...(signal !== undefined && { signal }),
    ...(deadline !== undefined && { deadline }),
    ...(trial !== undefined && { trial }),
  };
  return decide(
    identity,
    request,
    ({ reply }) => parseClaims(reply, nonce, claims, passages),
    (verdicts) => conclude(verdicts, question),
  );
}

function without(inconclusiveClass: InconclusiveClass, critique: string): Finding {
  return { outcome: "inconclusive", inconclusiveClass, critique, evidence: [] };
}

function conclude(
  claims: readonly ClaimVerdict[],
  { minScore, allowInferences, words }: ClaimsQuestion,
): Reading<Finding> {
  const checkable = claims.filter(({ verdict }) => verdict !== "not-checkable");
  if (checkable.length === 0)
    return { ok: true, value: { ...without("not-applicable", words.uncheckable), claims } };
  const missed = checkable.filter(
    ({ verdict }) => verdict === "unsupported" || (verdict === "reasonable-inference" && !allowInferences),
  );
  const supported = checkable.length - missed.length;
  const score = supported / checkable.length;
  const list = missed.map(({ id, verdict, reason = "" }) => `${id} ${verdict}: ${reason}`);
  return {
    ok: true,
    value: {
      outcome: score >= minScore ? "pass" : "fail",
      critique: [words.found(supported, checkable.length), ...list].join("; "),
      evidence: missed.map(({ text }) => text),
      score,
      claims,
    },
  };
}

/** A claims judge's own definition of pass and fail, in the form that every verdict names. */
export function claimsIdentity(
  name: string,
  promptVersion: string,
  settings: { readonly minScore: number; readonly allowInferences: boolean },
  model: ChatModel,
): JudgeIdentity {
  const hash = createHash("sha256").update(
    canonicalJson({ claimsPromptVersion: promptVersion, ...settings }),
  );
  return { rubric: { name, version: 1, hash: hash.digest("hex") }, promptVersion, model };
}

/** @throws EvalError `MATCHER_ARGUMENT` when there is nothing to compare with. */
export function readPassages(subject: string, what: string, value: unknown): readonly string[] {
  const passages: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = passages.filter((passage) => typeof passage === "string").map(canonicalise);
  if (texts.length === passages.length && texts.some((text) => text.trim() !== "")) return texts;
  const remedy =
    what === "context" ? "the passages that the application was given" : "what the output should say";
  throw new EvalError(
    `Failed to judge ${subject}: the ${what} is empty or not made of texts. Pass ${remedy}, as one text or a list of texts.`,
    { code: "MATCHER_ARGUMENT" },
  );
}

/** @throws EvalError `MATCHER_ARGUMENT`. */
export function checkMinScore(subject: string, minScore: unknown): void {
  if (typeof minScore === "number" && minScore >= 0 && minScore <= 1) return;
  throw new EvalError(
    `Failed to judge ${subject}: expected \`minScore\` to be a number from 0 to 1, got ${String(minScore)} (${typeof minScore}). Correct the option.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
