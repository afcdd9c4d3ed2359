import { clusteredStandardError } from "../statistics/clustered-standard-error.ts";
import type { Interval } from "../statistics/interval.ts";
import { passAtK, passHatK } from "../statistics/pass-at-k.ts";
import { tQuantile } from "../statistics/t-distribution.ts";
import { varianceSplit } from "../statistics/variance-split.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import type { SummaryCase, TrialsSummary } from "./summary.ts";
import { certainTrials, ruleName, type TrialPlan } from "./trial-rule.ts";

/** How the cases that have several trials did over them; `undefined` when there is none. */
export function tallyTrials(cases: readonly SummaryCase[]): TrialsSummary | undefined {
  const repeated = cases.flatMap((one) => trialsOf(one) ?? []);
  if (repeated.length === 0) return undefined;
  const stable = (stability: SummaryCase["stability"]): number =>
    cases.filter((one) => one.stability === stability).length;
  return {
    trials: Math.max(...repeated.map(({ plan }) => plan.trials)),
    rule: [...new Set(repeated.map(({ plan }) => ruleName(plan.rule)))].sort().join(", "),
    stablePass: stable("stable-pass"),
    flaky: stable("flaky"),
    stableFail: stable("stable-fail"),
    error: stable("error"),
    ...figures(repeated),
  };
}

interface RepeatedCase {
  readonly plan: TrialPlan;
  readonly statuses: NonNullable<SummaryCase["trialStatuses"]>;
}

function trialsOf({
  trialStatuses,
  plannedTrials,
  trialRule,
  allTrials,
}: SummaryCase): RepeatedCase | undefined {
  if (trialStatuses === undefined || plannedTrials === undefined || trialRule === undefined) return undefined;
  const plan = { trials: plannedTrials, rule: trialRule, stopEarly: allTrials !== true };
  return { plan, statuses: trialStatuses };
}

/** A case whose certain trials all have a verdict. */
interface SeenCase extends RepeatedCase {
  readonly certain: number;
  readonly passed: number;
}

/**
 * What may be estimated without bias. A rule that stops early runs more trials where the verdicts differ, so counting all
 * trials that ran would favour one side; the first ones, which run whatever happens, do not depend on the verdicts.
 */
function figures(
  repeated: readonly RepeatedCase[],
): Pick<TrialsSummary, "cases" | "passAtK" | "passHatK" | "trialPassRate" | "advice"> {
  const seen = repeated.flatMap((one): SeenCase[] => {
    const certain = certainTrials(one.plan);
    const first = one.statuses.slice(0, certain);
    const decided = first.filter((status) => status === "pass" || status === "fail").length;
    if (decided < certain) return [];
    return [{ ...one, certain, passed: first.filter((status) => status === "pass").length }];
  });
  if (seen.length === 0) return { cases: 0, passAtK: [], passHatK: [] };
  const advice = adviceOf(seen);
  return {
    cases: seen.length,
    passAtK: [...unbiased(seen, passAtK), ...decidedBeyond(seen, "any", "pass")],
    passHatK: [...unbiased(seen, passHatK), ...decidedBeyond(seen, "all", "fail").map((share) => 1 - share)],
    trialPassRate: trialPassRate(seen),
    ...(advice !== undefined && { advice }),
  };
}

function unbiased(
  seen: readonly SeenCase[],
  estimate: (trials: number, passed: number, k: number) => number,
): number[] {
  const most = Math.min(...seen.map(({ certain }) => certain));
  return Array.from({ length: most }, (_, index) =>
    average(seen.map(({ certain, passed }) => estimate(certain, passed, index + 1))),
  );
}

/**
 * The share of cases that `decider` has decided within their first k trials, for the k beyond those that are certain to run:
 * `any` stops at the first pass, so whether one of k trials passes is known although the others never ran; `all` at the first
 * fail. Ends where a trial has no verdict.
 */
function decidedBeyond(seen: readonly SeenCase[], rule: "any" | "all", decider: "pass" | "fail"): number[] {
  if (seen.some(({ plan }) => plan.rule !== rule)) return [];
  const from = Math.min(...seen.map(({ certain }) => certain));
  const to = Math.min(...seen.map(({ plan }) => plan.trials));
  const shares: number[] = [];
  for (let k = from + 1; k <= to; k++) {
    const first = seen.map(({ statuses }) => statuses.slice(0, k));
    const known = first.every(
      (statuses) =>
        statuses.includes(decider) ||
        (statuses.length === k && statuses.every((status) => status === "pass" || status === "fail")),
    );
    if (!known) break;
    shares.push(first.filter((statuses) => statuses.includes(decider)).length / seen.length);
  }
  return shares;
}

/** Of single trials. The trials of a case are one cluster: the interval knows as many independent units as there are cases. */
function trialPassRate(seen: readonly SeenCase[]): NonNullable<TrialsSummary["trialPassRate"]> {
  const values = seen.flatMap(({ certain, passed }) =>
    Array.from({ length: certain }, (_, index) => (index < passed ? 1 : 0)),
  );
  const clusters = seen.flatMap(({ certain }, index) => Array.from({ length: certain }, () => String(index)));
  const rate = average(values);
  const { standardError } = clusteredStandardError(values, clusters);
  return { rate, standardError, interval: clusteredInterval(rate, standardError, seen.length) };
}

const level = 0.95;

function clusteredInterval(rate: number, standardError: number, clusters: number): Interval {
  // Cases that all did the same have no variance, which is no knowledge.
  if (clusters < 2 || !(standardError > 1e-12)) return wilsonInterval(rate * clusters, clusters, level);
  const half = tQuantile(0.5 + level / 2, clusters - 1) * standardError;
  return { low: Math.max(0, rate - half), high: Math.min(1, rate + half), level, method: "clustered-t" };
}

/** What narrows the interval more per call; only where every case has the same number of certain trials. */
function adviceOf(seen: readonly SeenCase[]): TrialsSummary["advice"] {
  const trials = seen[0]?.certain ?? 0;
  if (seen.length < 2 || trials < 2 || seen.some(({ certain }) => certain !== trials)) return undefined;
  const scores = seen.map(({ passed }) =>
    Array.from({ length: trials }, (_, index) => (index < passed ? 1 : 0)),
  );
  const { between, within, advice } = varianceSplit(scores);
  return between + within > 0 ? advice : undefined;
}

/** Sorted before it is summed: the order of cases must not show in the last digit. */
function average(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0) / values.length;
}
