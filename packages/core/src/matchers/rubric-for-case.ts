import { EvalError } from "../errors/eval-error.ts";
import { showName } from "../errors/show-value.ts";
import { assertNewToJudge } from "../judges/rubric-leak.ts";
import { rubricFor } from "../judges/rubric-for.ts";
import type { Rubric } from "../judges/rubric.ts";
import type { ScoreRubric } from "../judges/score-rubric.ts";
import type { CaseContext } from "../run/case-context.ts";

/**
 * The rubric that the running case is judged by.
 *
 * @throws EvalError `DATASET_LEAK` when an example of it shows the case to the judge; `RUBRIC_SOLE_CHECK` when it is
 *   safety-critical and nothing but judges has looked at the case so far. Both are errors of the test: no partition
 *   tolerates them.
 */
export function rubricForCase<Base extends Rubric | ScoreRubric>(
  rubric: Base,
  context: CaseContext | undefined,
  input?: string,
): Base {
  const { evalCase, checks = [] } = context ?? {};
  const chosen = evalCase === undefined ? rubric : rubricFor(rubric, evalCase.metadata);
  if (evalCase !== undefined) assertNewToJudge(chosen, evalCase, input);
  if (chosen.safetyCritical && !checks.some(decidesAlone)) throw soleCheck(rubric);
  return chosen;
}

function decidesAlone({ verdict, advisory, outcome }: CaseContext["checks"][number]): boolean {
  return verdict === undefined && !advisory && (outcome === "pass" || outcome === "fail");
}

function soleCheck({ name }: Rubric | ScoreRubric): EvalError {
  return new EvalError(
    `Failed to judge with rubric "${showName(name)}": it is safety-critical, and no matcher that needs no model ran before it in this case. A judge can be talked round, so it must not be the only check there: put one such as toSatisfyConstraints() or toCallTool() before it.`,
    { code: "RUBRIC_SOLE_CHECK" },
  );
}
