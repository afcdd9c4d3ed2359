import { judgeClaims } from "../judges/claims-judge.ts";
import type { ChatModel } from "../models/chat-model.ts";
import { runningCase } from "../run/running-case.ts";
import { shareThreshold } from "../run/score-threshold.ts";
import { checkOptions } from "./argument-error.ts";
import { concludeVerdict } from "./conclude-verdict.ts";
import { defineAsyncMatcher, type Matcher } from "./define-matcher.ts";
import { judgedText } from "./judged-text.ts";
import { judgeLimits } from "./judge-limits.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { resolveJudge } from "./resolve-judge.ts";

/** The passages that an output must keep to. */
export type FaithfulnessContext = string | readonly string[];

export interface FaithfulToOptions {
  /** The share of checkable claims that must be supported, from 0 to 1. Default 1. */
  readonly minScore?: number | undefined;
  /** Whether a claim that follows from the context without being said there counts as supported. Default `false`. */
  readonly allowInferences?: boolean | undefined;
  /** Default: `judge` of the configuration. */
  readonly model?: ChatModel | undefined;
  /** `true` records the verdict and never fails the case. Default `false`. */
  readonly advisory?: boolean | undefined;
}

const known = ["minScore", "allowInferences", "model", "advisory"];

/** Whether every claim of the text under `expect` is supported by the context. */
export const toBeFaithfulTo: Matcher<
  [context: FaithfulnessContext, options?: FaithfulToOptions],
  Promise<MatcherResult>
> = defineAsyncMatcher(
  "toBeFaithfulTo",
  async function (received, context: FaithfulnessContext, options: FaithfulToOptions = {}) {
    const output = judgedText("toBeFaithfulTo", received);
    checkOptions("toBeFaithfulTo", options, known);
    const { minScore, allowInferences, advisory = false } = options;
    const model = await resolveJudge("toBeFaithfulTo", options.model);
    return concludeVerdict(
      () => judgeClaims({ output, context, model, minScore, allowInferences, ...judgeLimits(this) }),
      {
        subject: "faithfulness",
        partition: runningCase(this)?.partition,
        advisory,
        material: [["Output", output]],
        threshold: ({ score }) => (score === undefined ? undefined : shareThreshold(score, minScore ?? 1)),
      },
    );
  },
);
