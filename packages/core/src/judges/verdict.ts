import type { Replayed } from "./spend.ts";
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
  | "other-model"
  | "cannot-judge"
  | "not-applicable"
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

/** How the votes of a score judge spread, on the rubric's scale. */
export interface ScoreSpread {
  readonly reducer: "mean" | "median";
  /** The votes' mean or median: what is compared with the least score asked for. */
  readonly value: number;
  readonly mean: number;
  readonly median: number;
  /** Population variance: of these votes, not of a population that they were drawn from. */
  readonly variance: number;
  /** Highest less lowest. */
  readonly range: number;
  /** Variance below 0.5 and a range of at most 1.5; of one vote nothing is known, and it counts as stable. */
  readonly stable: boolean;
  /** Votes that gave a score, and votes that gave none. */
  readonly votes: number;
  readonly missing: number;
}

/** What a pairwise judge said in both orders. */
export interface Preference {
  readonly winner: "output" | "other" | "tie";
  /** Whether both orders named the same winner, or a tie both. */
  readonly consistent: boolean;
  /** By position: first with the output in first place, then with the output in second place. Empty when a rule decided. */
  readonly picks: readonly ("first" | "second" | "tie")[];
}

/** What a judge returned, with everything needed to ask again. */
export interface Verdict {
  readonly outcome: "pass" | "fail" | "inconclusive";
  readonly inconclusiveClass?: InconclusiveClass;
  /** Why, in the judge's words. Untrusted text. */
  readonly critique: string;
  /** Quotes from the judged text that the verdict rests on. Untrusted text. */
  readonly evidence: readonly string[];
  /** From 0 to 1 where the judge has one: share of supported claims, place on a rubric's scale. */
  readonly score?: number;
  readonly scores?: ScoreSpread;
  readonly preference?: Preference;
  /** The cosine of two embeddings, from -1 to 1. */
  readonly similarity?: number;
  /** Characters that the judge was shown, where a preference for length is worth a look. */
  readonly lengths?: { readonly output: number; readonly other?: number };
  readonly claims?: readonly ClaimVerdict[];
  /** Of a judge that was asked more than once, in the order of asking. */
  readonly votes?: readonly Vote[];
  /** The rule that decided; no model was asked then. */
  readonly rule?: JudgeRule;
  readonly rubric: {
    readonly name: string;
    readonly version: number;
    readonly hash: string;
    /** The value of the case's dimension, where that chose a variant. */
    readonly variant?: string;
  };
  /** SHA-256 in hex over model, its settings, prompt and parser version, rubric, temperature and seed. */
  readonly judgeHash?: string;
  readonly promptVersion: string;
  readonly parserVersion: string;
  readonly model: {
    readonly asked: string;
    readonly served?: string;
    readonly family: string;
    /** The server used a model that was not asked for: neither this one nor a version of it. */
    readonly replaced?: boolean;
  };
  readonly usage?: Usage;
  readonly costUsd?: number;
  readonly durationMs: number;
  /** Requests sent, retries included: 0 when a rule decided, or recordings. */
  readonly requests: number;
  /** Replies that recordings gave; absent where the model was asked for all of them. */
  readonly replayed?: Replayed;
}
