import { checkName } from "./check-name.ts";
import type { CaseCheck, SummaryCase } from "./summary.ts";

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
