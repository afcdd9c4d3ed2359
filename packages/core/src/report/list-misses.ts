import type { CaseStatus } from "../run/outcome.ts";
import type { CaseCheck, Summary, SummaryCase } from "../run/summary.ts";
import { checkName } from "./case-place.ts";

const severity: { readonly [status in CaseStatus]: number } = {
  fail: 0,
  error: 1,
  inconclusive: 2,
  "not-run": 3,
  pass: 4,
};

/**
 * The cases that ran and did not pass, worst first: by status, then those of a partition that fails its gate, then by
 * partition, then as in the summary.
 */
export function listMisses({ cases, partitions }: Summary): SummaryCase[] {
  const names = Object.keys(partitions);
  const order = new Map(
    names.map((name, index) => [name, index + (partitions[name]?.verdict === "fail" ? 0 : names.length)]),
  );
  return cases
    .filter(({ status }) => status !== "pass" && status !== "not-run")
    .toSorted(
      (a, b) =>
        severity[a.status] - severity[b.status] ||
        (order.get(a.partition) ?? 0) - (order.get(b.partition) ?? 0),
    );
}

/** How many cases did not run, by reason, most first. Reasons are untrusted text. */
export function listNotRun({ cases }: Summary): { readonly reason: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { status, reason = "no reason given" } of cases) {
    if (status === "not-run") counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** Why a case did not pass, in one text: what its checks say, else what ended it. Untrusted text. */
export function explainMiss(miss: SummaryCase): string {
  const short = miss.ruledScores?.some(({ verdict }) => verdict !== "pass") ?? false;
  if (short && miss.reason !== undefined) return miss.reason;
  return `${countTrials(miss)}${explainStatus(miss)}`;
}

/** `2 of 3 trials failed: `; empty where the case has one trial only. */
function countTrials({ status, trialStatuses, plannedTrials }: SummaryCase): string {
  if (trialStatuses === undefined || plannedTrials === undefined) return "";
  const count = trialStatuses.filter((one) => one === status).length;
  if (count === 0) return "";
  const what = status === "fail" ? "failed" : status === "inconclusive" ? "gave no verdict" : status;
  return `${count} of ${plannedTrials} trials ${what === "error" ? "ended in an error" : what}: `;
}

function explainStatus({ status, cause, reason, checks }: SummaryCase): string {
  const told = checks.filter(({ outcome, advisory }) => outcome === status && !advisory);
  const fromChecks = cause === "check" || cause === "no-verdict";
  if (fromChecks && told.some((check) => check.reason !== undefined))
    return [...new Set(told.map(explainCheck))].join("; ");
  const prefix = cause === "errored-output" ? "the application threw: " : "";
  return `${prefix}${reason ?? cause ?? status}`;
}

function explainCheck(check: CaseCheck): string {
  const [what, { reason }] = [checkName(check), check];
  return reason === undefined ? what : `${what}: ${reason}`;
}
