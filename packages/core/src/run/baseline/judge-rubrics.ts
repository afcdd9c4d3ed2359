import { existsSync } from "node:fs";
import { isEvalError } from "../../errors/eval-error.ts";
import { verdictOf } from "../gate.ts";
import type { GateReason, Summary } from "../summary.ts";
import { readBaseline } from "./read-baseline.ts";
import { findRubricChanges, rubricsOfBaseline, rubricsOfSummary } from "./rubric-changes.ts";

/**
 * Adds to the gate of a run every rubric whose text is another one than in the baseline under the same version. Needs no
 * setting: where there is a baseline, a version is a promise.
 *
 * @param paths - absolute, of the baseline: the first that is there counts.
 */
export function judgeRubrics(summary: Summary, paths: readonly string[]): Summary {
  const used = rubricsOfSummary(summary);
  const path = used.length === 0 ? undefined : paths.find((one) => existsSync(one));
  if (path === undefined) return summary;
  const added = findRubricChanges(rubricsIn(path), used).map((message): GateReason => ({
    code: "bad-input",
    effect: "inconclusive",
    message,
  }));
  if (added.length === 0) return summary;
  const reasons = [...summary.gate.reasons, ...added];
  return { ...summary, gate: { ...summary.gate, verdict: verdictOf(reasons), reasons } };
}

/** None in a file that is no baseline: that is said where a comparison with it is asked for. */
function rubricsIn(path: string): ReturnType<typeof rubricsOfBaseline> {
  try {
    return rubricsOfBaseline(readBaseline(path));
  } catch (error) {
    if (isEvalError(error)) return [];
    throw error;
  }
}
