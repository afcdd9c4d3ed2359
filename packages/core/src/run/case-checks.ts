import type { TrialResult } from "./fold-trials.ts";
import type { CheckRecord } from "./journal-line.ts";
import { lastOfPolls } from "./last-of-polls.ts";
import type { CaseCheck } from "./summary.ts";
import type { Writable } from "./writable.ts";

/** The checks of a case, of all of its trials. */
export function toCaseChecks(trials: readonly TrialResult[], isRepeatedCase: boolean): CaseCheck[] {
  if (trials.length === 1 && !isRepeatedCase)
    return lastOfPolls((trials[0] as TrialResult).result.checks).map(toCaseCheck);
  return trials.flatMap(({ trial, result }) =>
    lastOfPolls(result.checks).map((check) =>
      isRepeatedCase ? { ...toCaseCheck(check), trial } : toCaseCheck(check),
    ),
  );
}

export function toCaseCheck(check: CheckRecord): CaseCheck {
  const { name, subject, outcome, negated, advisory, score, reason, verdict, location } = check;
  const known: Writable<CaseCheck> = { name, outcome, negated, advisory };
  if (subject !== undefined) known.subject = subject;
  if (score !== undefined) known.score = score;
  if (reason !== undefined) known.reason = reason;
  if (location !== undefined) known.location = location;
  if (verdict === undefined) return known;
  known.rubric = verdict.rubric;
  known.promptVersion = verdict.promptVersion;
  if (verdict.judgeHash !== undefined) known.judgeHash = verdict.judgeHash;
  if (verdict.replayed !== undefined) known.recordedAt = verdict.replayed.oldest;
  // Where a rule decided, no model answered.
  if (verdict.rule === undefined) known.model = verdict.model.served ?? verdict.model.asked;
  return known;
}
