import type { Usage } from "../trace/trace.ts";
import type { JudgeRule } from "./rule-checks.ts";

/** Why a judge's answer gave no usable verdict. */
export type InconclusiveClass =
  | "refused"
  | "truncated"
  | "filtered"
  | "unparsable"
  | "ambiguous"
  | "out-of-range"
  | "inconsistent"
  | "disagreement"
  | "cannot-judge"
  | "blocked-input";

/** What a judge found out about one claim. */
export interface ClaimVerdict {
  readonly id: string;
  readonly text: string;
  readonly verdict: "supported" | "unsupported" | "not-checkable" | "reasonable-inference";
  readonly evidence?: string;
  readonly reason?: string;
}

/** One answer of a judge that was asked several times, or of one member of a jury. */
export interface Vote {
  /** `error`: no answer was had. */
  readonly outcome: "pass" | "fail" | "inconclusive" | "error";
  readonly inconclusiveClass?: InconclusiveClass;
  /** On the judge's own scale. */
  readonly score?: number;
  /** Untrusted text. */
  readonly critique: string;
  /** The model that answered, or was asked. */
  readonly model: string;
}

/** What a judge returned, with everything needed to ask again. */
export interface Verdict {
  readonly outcome: "pass" | "fail" | "inconclusive";
  readonly inconclusiveClass?: InconclusiveClass;
  /** Why, in the judge's words. Untrusted text. */
  readonly critique: string;
  /** Quotes from the judged text that the verdict rests on. Untrusted text. */
  readonly evidence: readonly string[];
  /** From 0 to 1 where the judge has one (share of supported claims). */
  readonly score?: number;
  readonly claims?: readonly ClaimVerdict[];
  /** Of a judge that was asked more than once, in the order of asking. */
  readonly votes?: readonly Vote[];
  /** The rule that decided; no model was asked then. */
  readonly rule?: JudgeRule;
  readonly rubric: { readonly name: string; readonly version: number; readonly hash: string };
  /** SHA-256 in hex over model, its settings, prompt and parser version, rubric, temperature and seed. */
  readonly judgeHash?: string;
  readonly promptVersion: string;
  readonly parserVersion: string;
  readonly model: { readonly asked: string; readonly served?: string; readonly family: string };
  readonly usage?: Usage;
  readonly costUsd?: number;
  readonly durationMs: number;
  /** Requests sent, retries included: 0 when a rule decided. */
  readonly requests: number;
}
