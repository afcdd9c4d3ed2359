import { EvalError } from "../errors/eval-error.ts";
import { judgePairwise } from "../judges/pairwise-judge.ts";
import type { Rubric } from "../judges/rubric.ts";
import type { ChatModel } from "../models/chat-model.ts";
import { runningCase } from "../run/running-case.ts";
import { checkOptions } from "./argument-error.ts";
import { concludeVerdict } from "./conclude-verdict.ts";
import { defineAsyncMatcher, type Matcher } from "./define-matcher.ts";
import { judgedText } from "./judged-text.ts";
import { judgeLimits } from "./judge-limits.ts";
import { materialSections, readMatcherMaterial, type MatcherMaterial } from "./matcher-material.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { resolveJudge } from "./resolve-judge.ts";
import { rubricForCase } from "./rubric-for-case.ts";

export interface PreferredOverOptions extends MatcherMaterial {
  /** Whether a tie passes. Default `false`. */
  readonly allowTie?: boolean | undefined;
  /** What it is when each order names another winner. Default `"tie"`. */
  readonly onConflict?: "tie" | "inconclusive" | undefined;
  /** Default: `judge` of the configuration. */
  readonly model?: ChatModel | undefined;
  /** `true` records the verdict and never fails the case. Default `false`. */
  readonly advisory?: boolean | undefined;
}

const known = ["input", "reference", "context", "allowTie", "onConflict", "model", "advisory"];

/** Whether a judge model prefers the text under `expect` to another, in both orders. */
export const toBePreferredOver: Matcher<
  [other: unknown, rubric: Rubric, options?: PreferredOverOptions],
  Promise<MatcherResult>
> = defineAsyncMatcher(
  "toBePreferredOver",
  async function (received, other: unknown, given: Rubric, options: PreferredOverOptions = {}) {
    const output = judgedText("toBePreferredOver", received);
    const otherText = judgedText("toBePreferredOver", other);
    if (typeof given !== "object" || given === null || typeof given.pass !== "string") throw noRubric();
    checkOptions("toBePreferredOver", options, known);
    const material = readMatcherMaterial("toBePreferredOver", options);
    const context = runningCase(this);
    const rubric = rubricForCase(given, context, material.input);
    const model = await resolveJudge("toBePreferredOver", options.model);
    const { allowTie, onConflict, advisory = false } = options;
    const asked = { rubric, output, other: otherText, model, allowTie, onConflict, ...material };
    return concludeVerdict(() => judgePairwise({ ...asked, ...judgeLimits(this) }), {
      subject: rubric.name,
      partition: context?.partition,
      advisory,
      material: [...materialSections(material, output), ["Other", otherText]],
    });
  },
);

function noRubric(): EvalError {
  return new EvalError(
    'Failed to use "toBePreferredOver": its second argument is no rubric. Pass one made with rubric({ name, version, pass, fail }).',
    { code: "MATCHER_ARGUMENT" },
  );
}
