import type { Bounded } from "./bounded-verdict.ts";
import { worstStatus, type CaseStatus } from "./outcome.ts";
import type { CaseCheck, SummaryCase } from "./summary.ts";
import { decideTrials } from "./trial-rule.ts";

/**
 * How a check did, counted in cases: by matcher (`toPassJudge`), or by matcher and subject (`toPassJudge:tone`). A case that
 * ended before it could make the check has no verdict here; one that passed without it is none of its cases.
 */
export function checkCounts(
  cases: readonly SummaryCase[],
  check: string,
): Bounded & { readonly seen: number } {
  const outcomes = cases.flatMap((one) => {
    const found = one.checks.filter((candidate) => isNamed(candidate, check));
    if (found.length > 0) return [{ seen: true, outcome: outcomeOf(one, found) }];
    return one.status === "pass" ? [] : [{ seen: false, outcome: "not-run" as const }];
  });
  const count = (outcome: CaseStatus): number => outcomes.filter((one) => one.outcome === outcome).length;
  return {
    seen: outcomes.filter(({ seen }) => seen).length,
    declared: outcomes.length,
    pass: count("pass"),
    fail: count("fail"),
  };
}

function isNamed({ name, subject }: CaseCheck, check: string): boolean {
  return check === name || (subject !== undefined && check === `${name}:${subject}`);
}

/** The worst of the check's outcomes in a trial; over trials, what the case's own rule makes of them. */
function outcomeOf(
  { plannedTrials, trialRule, allTrials, trialStatuses }: SummaryCase,
  found: readonly CaseCheck[],
): CaseStatus {
  if (plannedTrials === undefined || trialRule === undefined || trialStatuses === undefined)
    return worstStatus(found.map(({ outcome }) => outcome));
  const trials = new Set(found.map(({ trial }) => trial));
  const outcomes = [...trials].map((trial) =>
    worstStatus(found.filter((one) => one.trial === trial).map(({ outcome }) => outcome)),
  );
  const plan = { trials: plannedTrials, rule: trialRule, stopEarly: allTrials !== true };
  const decided = decideTrials(plan, outcomes);
  if (decided !== "undecided") return decided;
  return worstStatus(["not-run", ...outcomes.filter((outcome) => outcome !== "pass" && outcome !== "fail")]);
}
