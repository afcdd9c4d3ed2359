import type { JsonValue } from "../dataset/json-value.ts";
import type { EvalError } from "../errors/eval-error.ts";
import type { Verdict } from "../judges/verdict.ts";
import type { ScoreThreshold } from "../run/score-threshold.ts";

/** One labelled block of a failure message; the text is untrusted and encoded when printed, and cut unless it is `whole`. */
export type Section = readonly [label: string, text: string, extent?: "whole"];

/** What a matcher found out, before negation. Without a verdict it throws an `EvalError` or returns it in `error`. */
export interface Evaluation {
  readonly pass: boolean;
  /** What was checked: a rubric's name, a tool's name. */
  readonly subject?: string;
  readonly score?: number;
  /** Where the score alone decides: what is asked of it. The mean over trials can then be asked for the same. */
  readonly threshold?: ScoreThreshold;
  /** One line: why it passed or failed. */
  readonly reason: string;
  readonly verdict?: Verdict;
  readonly details?: JsonValue;
  /** Recorded, but never failing the case: neither a miss nor `error` reaches the runner. */
  readonly advisory?: boolean;
  /** Why there is no verdict, where details are worth recording all the same; `pass` says nothing then. */
  readonly error?: EvalError;
  /** The blocks of the failure message, built only when it is printed. */
  readonly sections: () => readonly Section[];
  /** Set both for a diff. */
  readonly actual?: unknown;
  readonly expected?: unknown;
}
