import { EvalError } from "../errors/eval-error.ts";
import { judgeBinary } from "../judges/binary-judge.ts";
import type { Rubric } from "../judges/rubric.ts";
import { assertNewToJudge } from "../judges/rubric-leak.ts";
import type { ChatModel } from "../models/chat-model.ts";
import { runningCase } from "../run/running-case.ts";
import { concludeVerdict } from "./conclude-verdict.ts";
import { defineAsyncMatcher, type Matcher } from "./define-matcher.ts";
import type { Section } from "./evaluation.ts";
import { judgedText, materialText } from "./judged-text.ts";
import { judgeLimits } from "./judge-limits.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { resolveJudge } from "./resolve-judge.ts";

export interface PassJudgeOptions {
  /** What the application was asked; anything but a text is shown to the judge as JSON. */
  readonly input?: unknown;
  /** A right answer; anything but a text is shown to the judge as JSON. */
  readonly reference?: unknown;
  /** What the application had before it. */
  readonly context?: string | readonly string[] | undefined;
  /** Default: `judge` of the configuration. */
  readonly model?: ChatModel | undefined;
  /** `true` records the verdict and never fails the case. Default `false`. */
  readonly advisory?: boolean | undefined;
}

/** Whether the text under `expect` passes a rubric, in a judge model's eyes. */
export const toPassJudge: Matcher<
  [rubric: Rubric, options?: PassJudgeOptions],
  Promise<MatcherResult>
> = defineAsyncMatcher(
  "toPassJudge",
  async function (received, rubric: Rubric, options: PassJudgeOptions = {}) {
    const output = judgedText("toPassJudge", received);
    checkRubric(rubric);
    const { context, advisory = false } = options;
    checkContext(context);
    const input = materialText("toPassJudge", "input", options.input);
    const reference = materialText("toPassJudge", "reference", options.reference);
    const evalCase = runningCase(this)?.evalCase;
    if (evalCase !== undefined) assertNewToJudge(rubric, evalCase, input);
    const model = await resolveJudge("toPassJudge", options.model);
    const material: Section[] = [
      ...(input === undefined ? [] : [["Input", input] as const]),
      ["Output", output],
      ...(reference === undefined ? [] : [["Reference", reference] as const]),
    ];
    return concludeVerdict(
      () => judgeBinary({ rubric, output, input, reference, context, model, ...judgeLimits(this) }),
      { subject: rubric.name, advisory, material },
    );
  },
);

function checkRubric(rubric: unknown): void {
  if (typeof rubric === "object" && rubric !== null && "hash" in rubric && typeof rubric.hash === "string")
    return;
  throw new EvalError(
    'Failed to use "toPassJudge": its first argument is no rubric. Pass one made with rubric({ name, version, pass, fail }).',
    { code: "MATCHER_ARGUMENT" },
  );
}

function checkContext(context: unknown): void {
  const passages: readonly unknown[] = Array.isArray(context) ? context : [context];
  if (context === undefined || passages.every((passage) => typeof passage === "string")) return;
  throw new EvalError(
    'Failed to use "toPassJudge": expected `context` to be a text or a list of texts. Pass the passages that the application was given.',
    { code: "MATCHER_ARGUMENT" },
  );
}
