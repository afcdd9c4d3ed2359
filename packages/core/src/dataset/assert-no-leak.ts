import type { SourceLocation } from "../errors/eval-error.ts";
import { showName, showValue } from "../errors/show-value.ts";
import { shownPath } from "./dataset-files.ts";
import { ProblemList } from "./dataset-problem.ts";
import type { LabelSplit } from "./label-split.ts";
import { leakedExample, type FewShotExample, type MeasuredCase } from "./leaked-example.ts";
import { formatPlace, type RowPlace } from "./row-place.ts";

/** What a leak check has to know of a case. */
export interface LabelledCase extends MeasuredCase {
  readonly id: string;
  readonly location?: SourceLocation;
}

/** A rubric, as far as a leak check looks at it. */
export interface RubricExamples {
  readonly name: string;
  readonly examples: readonly FewShotExample[];
}

/**
 * Makes sure that what a judge is measured with is new to it: no case in two parts of the split, and no case of dev or
 * test among the rubric's few-shot examples, be it by its input or, for an example without one, by what it expects.
 *
 * @throws EvalError `DATASET_LEAK` naming the ids and places of all cases that leak.
 * @example
 * ```ts
 * const split = labelSplit(cases);
 * assertNoLeak(split, resolves);
 * ```
 */
export function assertNoLeak(split: LabelSplit<LabelledCase>, rubric?: RubricExamples): void {
  const problems = new ProblemList();
  const seen = new Map<string, string>();
  for (const part of ["train", "dev", "test"] as const) {
    for (const one of split[part]) {
      const here = describePart(part, one);
      const earlier = seen.get(one.id);
      if (earlier === undefined) seen.set(one.id, here);
      else
        problems.add(leak(one, `the case is in two places: ${earlier} and ${here}`, "Keep it in one part"));
      if (rubric !== undefined && part !== "train") checkExamples(one, part, rubric, problems);
    }
  }
  problems.throwIfAny("measure a judge with this split");
}

function checkExamples(one: LabelledCase, part: string, rubric: RubricExamples, problems: ProblemList): void {
  const index = leakedExample(rubric.examples, one);
  if (index === undefined) return;
  const what = `the case is in ${part}, and examples[${index}] of rubric ${showValue(rubric.name)} shows it to the judge`;
  problems.add(leak(one, what, "Take few-shot examples from train"));
}

function leak(one: LabelledCase, what: string, remedy: string): Parameters<ProblemList["add"]>[0] {
  return { code: "DATASET_LEAK", place: placeOf(one), caseId: one.id, what, remedy };
}

function describePart(part: string, one: LabelledCase): string {
  const place = placeOf(one);
  return place === undefined ? part : `${part} (${showName(formatPlace(place))})`;
}

function placeOf({ location }: LabelledCase): RowPlace | undefined {
  if (location === undefined) return undefined;
  const { file, line = 0, column = 0 } = location;
  return { source: { file, label: shownPath(file) }, line, column };
}
