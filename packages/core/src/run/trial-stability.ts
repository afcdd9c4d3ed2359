import type { CaseStatus } from "./outcome.ts";
import type { SummaryCase } from "./summary.ts";

/** What the trials of one case say together; `undefined` when none of them gave anything. */
export function trialStability(
  statuses: readonly CaseStatus[],
): NonNullable<SummaryCase["stability"]> | undefined {
  const seen = new Set(statuses);
  if (seen.has("pass") && seen.has("fail")) return "flaky";
  if (seen.has("error") || seen.has("inconclusive")) return "error";
  if (seen.has("not-run") || seen.size === 0) return undefined;
  return seen.has("pass") ? "stable-pass" : "stable-fail";
}
