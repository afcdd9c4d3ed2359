import { leakedExample, type FewShotExample } from "../dataset/leaked-example.ts";
import type { EvalCase } from "../dataset/eval-case.ts";
import { EvalError } from "../errors/eval-error.ts";
import { showName, showValue } from "../errors/show-value.ts";

/**
 * Refuses to judge a case that the rubric's few-shot examples show to the judge: it would measure nothing.
 *
 * @param input - what the judge is told that the application was asked, where that is not the case's whole input.
 * @throws EvalError `DATASET_LEAK`, an error of the test: no partition tolerates it.
 */
export function assertNewToJudge(
  rubric: { readonly name: string; readonly examples: readonly FewShotExample[] },
  evalCase: EvalCase,
  input?: string,
): void {
  const { id, expected, location } = evalCase;
  const index =
    leakedExample(rubric.examples, evalCase) ?? leakedExample(rubric.examples, { input, expected });
  if (index === undefined) return;
  throw new EvalError(
    `Failed to judge case ${showValue(id)} with rubric "${showName(rubric.name)}": examples[${index}] of the rubric shows this very case to the judge, which then measures nothing. Take few-shot examples from cases that are not evaluated, or take the case out of the dataset.`,
    { code: "DATASET_LEAK", location },
  );
}
