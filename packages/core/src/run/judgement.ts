import type { Preference, ScoreSpread, Verdict } from "../judges/verdict.ts";
import { modelFamily } from "../models/model-family.ts";
import type { CheckRecord, TraceSummary } from "./journal-line.ts";

/** Of a judge's verdict, what tells how it judges. */
export interface Judgement {
  /** The models that were asked. */
  readonly judge: string;
  readonly rubric: string;
  readonly preference?: Preference;
  readonly scores?: ScoreSpread;
  readonly lengths?: Verdict["lengths"];
  /** Whether the application asked a model of the judge's family. */
  readonly sameFamily: boolean;
  /** The model that answered in the place of the one that was asked. */
  readonly replacedBy?: string;
}

/** `undefined` for a check without a judge, and for one that a rule decided. */
export function judgementOf(
  { verdict }: CheckRecord,
  trace: TraceSummary | undefined,
): Judgement | undefined {
  if (verdict === undefined || verdict.rule !== undefined) return undefined;
  if (verdict.requests === 0 && verdict.replayed === undefined) return undefined;
  const { model, rubric, preference, scores, lengths } = verdict;
  return {
    judge: model.asked,
    rubric: rubric.name,
    ...(preference !== undefined && { preference }),
    ...(scores !== undefined && { scores }),
    ...(lengths !== undefined && { lengths }),
    sameFamily: trace?.models !== undefined && sharesFamily(model.family, trace.models),
    ...(model.replaced === true && { replacedBy: model.served ?? "" }),
  };
}

function sharesFamily(family: string, models: readonly string[]): boolean {
  const families = new Set(models.map(modelFamily));
  return family.split(", ").some((one) => families.has(one));
}
