import { judgeCover } from "../judges/cover-judge.ts";
import type { ChatModel } from "../models/chat-model.ts";
import { checkOptions } from "./argument-error.ts";
import { runningCase } from "../run/running-case.ts";
import { shareThreshold } from "../run/score-threshold.ts";
import { concludeVerdict } from "./conclude-verdict.ts";
import { defineAsyncMatcher, type Matcher } from "./define-matcher.ts";
import { judgedText } from "./judged-text.ts";
import { judgeLimits } from "./judge-limits.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { resolveJudge } from "./resolve-judge.ts";

export interface CoverOptions {
  /** The share of the reference's checkable claims that the text must make, from 0 to 1. Default 1. */
  readonly minScore?: number | undefined;
  /** Whether a claim that follows from the text without being said there counts. Default `false`. */
  readonly allowInferences?: boolean | undefined;
  /** Default: `judge` of the configuration. */
  readonly model?: ChatModel | undefined;
  /** `true` records the verdict and never fails the case. Default `false`. */
  readonly advisory?: boolean | undefined;
}

const known = ["minScore", "allowInferences", "model", "advisory"];

/** Whether the text under `expect` says what a reference says, claim by claim. */
export const toCover: Matcher<
  [reference: string | readonly string[], options?: CoverOptions],
  Promise<MatcherResult>
> = defineAsyncMatcher(
  "toCover",
  async function (received, reference: string | readonly string[], options: CoverOptions = {}) {
    const output = judgedText("toCover", received);
    checkOptions("toCover", options, known);
    const { minScore, allowInferences, advisory = false } = options;
    const model = await resolveJudge("toCover", options.model);
    const shown = Array.isArray(reference) ? reference.join("\n") : String(reference);
    return concludeVerdict(
      () => judgeCover({ output, reference, model, minScore, allowInferences, ...judgeLimits(this) }),
      {
        subject: "coverage",
        partition: runningCase(this)?.partition,
        advisory,
        material: [
          ["Output", output],
          ["Reference", shown],
        ],
        threshold: ({ score }) => (score === undefined ? undefined : shareThreshold(score, minScore ?? 1)),
      },
    );
  },
);
