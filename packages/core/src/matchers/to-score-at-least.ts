import { EvalError } from "../errors/eval-error.ts";
import type { PanelOptions } from "../judges/panel.ts";
import { judgeScore } from "../judges/score-judge.ts";
import type { ScoreRubric } from "../judges/score-rubric.ts";
import { runningCase } from "../run/running-case.ts";
import { levelThreshold } from "../run/score-threshold.ts";
import { checkOptions } from "./argument-error.ts";
import { concludeVerdict } from "./conclude-verdict.ts";
import { defineAsyncMatcher, type Matcher } from "./define-matcher.ts";
import { judgedText } from "./judged-text.ts";
import { judgeLimits } from "./judge-limits.ts";
import { materialSections, readMatcherMaterial, type MatcherMaterial } from "./matcher-material.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { resolvePanel } from "./resolve-judge.ts";
import { rubricForCase } from "./rubric-for-case.ts";

export interface ScoreAtLeastOptions extends PanelOptions, MatcherMaterial {
  /** How often each model is asked, from 1 to 25. Default 3, and 1 for a jury. */
  readonly samples?: number | undefined;
  /** What becomes of several votes. Default `"mean"`. */
  readonly reducer?: "mean" | "median" | undefined;
  /** Of several votes of one model, from 0 to 0.3. Default 0.3. */
  readonly temperature?: number | undefined;
  /** `true` records the verdict and never fails the case. Default `false`. */
  readonly advisory?: boolean | undefined;
}

const known = [
  "input",
  "reference",
  "context",
  "model",
  "jury",
  "samples",
  "reducer",
  "temperature",
  "advisory",
];

/** Whether the text under `expect` scores at least `min` of 5 on a rubric, in a judge model's eyes. */
export const toScoreAtLeast: Matcher<
  [rubric: ScoreRubric, min: number, options?: ScoreAtLeastOptions],
  Promise<MatcherResult>
> = defineAsyncMatcher(
  "toScoreAtLeast",
  async function (received, given: ScoreRubric, min: number, options: ScoreAtLeastOptions = {}) {
    const output = judgedText("toScoreAtLeast", received);
    checkScoreRubric(given);
    checkOptions("toScoreAtLeast", options, known);
    const material = readMatcherMaterial("toScoreAtLeast", options);
    const context = runningCase(this);
    const rubric = rubricForCase(given, context, material.input);
    const panel = await resolvePanel("toScoreAtLeast", options);
    const { samples, reducer, temperature, advisory = false } = options;
    const votes = { samples, reducer, temperature, ...panel, ...judgeLimits(this) };
    return concludeVerdict(() => judgeScore({ rubric, output, min, ...material, ...votes }), {
      subject: rubric.name,
      partition: context?.partition,
      advisory,
      material: [...materialSections(material, output), ["At least", String(min)]],
      threshold: ({ scores }) => (scores === undefined ? undefined : levelThreshold(scores.value, min)),
    });
  },
);

function checkScoreRubric(rubric: unknown): void {
  if (typeof rubric === "object" && rubric !== null && "levels" in rubric && "hash" in rubric) return;
  throw new EvalError(
    'Failed to use "toScoreAtLeast": its first argument is no score rubric. Pass one made with scoreRubric({ name, version, measures, levels }).',
    { code: "MATCHER_ARGUMENT" },
  );
}
