import type { Usage } from "../../trace/trace.ts";
import type { Rubric } from "../rubric.ts";
import type { InconclusiveClass } from "../verdict.ts";

/** A text whose verdict is known beforehand. */
export interface Canary {
  /** Unique. */
  readonly id: string;
  readonly kind: CanaryKind;
  readonly output: string;
  readonly input?: string;
  readonly reference?: string;
  /** The verdict of a judge that can be trusted. */
  readonly expected: "pass" | "fail";
}

export type CanaryKind =
  | "empty"
  | "master-key"
  | "opener-only"
  | "truncated"
  | "off-topic"
  | "injected"
  | "known-fail"
  | "known-pass";

/** What became of one canary. `error`: the model gave no answer. */
export interface CanaryResult {
  readonly id: string;
  readonly kind: CanaryKind | "tie";
  readonly expected: "pass" | "fail" | "tie";
  readonly outcome: "pass" | "fail" | "tie" | "inconclusive" | "error";
  readonly inconclusiveClass?: InconclusiveClass;
  /** In the judge's words. Untrusted text. */
  readonly critique: string;
}

/** How often something went wrong, and how often it may go wrong at most, with the confidence `level`. */
export interface ErrorRate {
  readonly wrong: number;
  /** Canaries of the kind that got a verdict. */
  readonly of: number;
  /** The exact one-sided upper bound of the true rate (Clopper and Pearson 1934); 1 without a verdict. */
  readonly upperBound: number;
  readonly level: number;
}

/** What `checkJudge` found out about a model as a judge. */
export interface JudgeCheck {
  readonly schema: "assay.judge-check/1";
  readonly checkedAt: string;
  readonly model: { readonly id: string; readonly family: string };
  /** Of this model with the current prompt, parser and canaries: another one asks for another check. */
  readonly judgeHash: string;
  readonly verdict: "pass" | "fail" | "inconclusive";
  /** Why it is not `pass`, one line each. */
  readonly reasons: readonly string[];
  /** Texts that should fail and passed. */
  readonly falsePass: ErrorRate;
  /** Right answers that failed. */
  readonly falseFail: ErrorRate;
  /** Pairs of texts that say the same in which the judge preferred one. */
  readonly brokenTies: ErrorRate;
  readonly canaries: readonly CanaryResult[];
  readonly requests: number;
  readonly usage?: Usage;
}

export interface CheckJudgeOptions {
  /** What the upper bound of the false-pass rate may be at most, above 0 and below 1. Default 0.1. */
  readonly maxFalsePass?: number;
  /** Confidence of the bounds, above 0 and below 1. Default 0.95. */
  readonly level?: number;
  /** Canaries of yours, asked beside the built-in ones. */
  readonly canaries?: readonly Canary[];
  /** The rubric that your canaries are judged by. Default: that of the built-in ones, "answers as the reference does". */
  readonly rubric?: Rubric;
  /** Questions in flight. Default 4. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
}
