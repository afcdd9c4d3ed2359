import { EvalError } from "../errors/eval-error.ts";
import { judgeBinary } from "../judges/binary-judge.ts";
import type { PanelOptions } from "../judges/panel.ts";
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
import { resolvePanel } from "./resolve-judge.ts";
import { rubricForCase } from "./rubric-for-case.ts";

export interface PassJudgeOptions extends PanelOptions, MatcherMaterial {
  /** Default: `judge` of the configuration. */
  readonly model?: ChatModel | undefined;
  /** Several models instead of one: more than half of their votes decide. */
  readonly jury?: readonly ChatModel[] | undefined;
  /** How often each model is asked, from 1 to 25: more than half of the votes decide. Default 1. */
  readonly samples?: number | undefined;
  /** `true` records the verdict and never fails the case. Default `false`. */
  readonly advisory?: boolean | undefined;
}

const known = ["input", "reference", "context", "model", "jury", "samples", "advisory"];

/** Whether the text under `expect` passes a rubric, in a judge model's eyes. */
export const toPassJudge: Matcher<
  [rubric: Rubric, options?: PassJudgeOptions],
  Promise<MatcherResult>
> = defineAsyncMatcher(
  "toPassJudge",
  async function (received, given: Rubric, options: PassJudgeOptions = {}) {
    const output = judgedText("toPassJudge", received);
    checkRubric(given);
    checkOptions("toPassJudge", options, known);
    const material = readMatcherMaterial("toPassJudge", options);
    const { samples, advisory = false } = options;
    const context = runningCase(this);
    const rubric = rubricForCase(given, context, material.input);
    const panel = await resolvePanel("toPassJudge", options);
    return concludeVerdict(
      () => judgeBinary({ rubric, output, samples, ...material, ...panel, ...judgeLimits(this) }),
      {
        subject: rubric.name,
        partition: context?.partition,
        advisory,
        material: materialSections(material, output),
      },
    );
  },
);

function checkRubric(rubric: unknown): void {
  // A score rubric has a hash, too, but nothing that passes.
  if (typeof rubric === "object" && rubric !== null && "hash" in rubric && "pass" in rubric) return;
  throw new EvalError(
    'Failed to use "toPassJudge": its first argument is no rubric. Pass one made with rubric({ name, version, pass, fail }).',
    { code: "MATCHER_ARGUMENT" },
  );
}
