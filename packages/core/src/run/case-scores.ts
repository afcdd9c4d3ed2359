import { percentile } from "../statistics/percentile.ts";
import type { CheckRecord } from "./journal-line.ts";
import type { CaseScore } from "./summary.ts";

/** Mean and median of every check's score over the trials. Several scores of one check in a trial are their mean there. */
export function caseScores(trials: readonly (readonly CheckRecord[])[]): CaseScore[] {
  const keys = new Set(trials.flatMap((checks) => checks.filter(hasScore).map(keyOf)));
  return [...keys].sort().map((key) => {
    const scores = trials.flatMap((checks) => meanOf(checks.filter((check) => keyOf(check) === key)) ?? []);
    const { name, subject } = JSON.parse(key) as { readonly name: string; readonly subject?: string };
    const median = percentile(scores, 0.5) ?? 0;
    return {
      name,
      ...(subject !== undefined && { subject }),
      mean: average(scores),
      median,
      trials: scores.length,
    };
  });
}

function keyOf({ name, subject }: CheckRecord): string {
  return JSON.stringify({ name, subject });
}

function hasScore({ score }: CheckRecord): boolean {
  return score !== undefined && Number.isFinite(score);
}

function meanOf(checks: readonly CheckRecord[]): number | undefined {
  const scores = checks.filter(hasScore).map(({ score }) => score as number);
  return scores.length === 0 ? undefined : average(scores);
}

/** Sorted before it is summed: the order of trials must not show in the last digit. */
function average(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0) / values.length;
}
