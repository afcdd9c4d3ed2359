import { describeScore } from "../run/score-rule.ts";
import type { Summary, SummaryCase, TrialsSummary } from "../run/summary.ts";
import { formatCount, formatInterval, formatShare } from "./format-numbers.ts";

/** One sentence per partition whose cases have several trials. Holds names of partitions: untrusted text. */
export function listTrials({ partitions, cases }: Summary): string[] {
  const sentences = Object.entries(partitions).flatMap(([name, { trials }]) =>
    trials === undefined ? [] : [`${name}: ${describeTrials(trials)}`],
  );
  return [...sentences, ...listCarried(cases)];
}

const carriedShown = 3;

/** Cases that pass by the mean or the median of their scores, although a trial fell short. */
function listCarried(cases: readonly SummaryCase[]): string[] {
  const carried = cases.filter(
    ({ status, ruledScores, trialStatuses = [] }) =>
      status === "pass" && ruledScores !== undefined && trialStatuses.includes("fail"),
  );
  const lines = carried.slice(0, carriedShown).map(describeCarried);
  const rest = carried.length - lines.length;
  return rest > 0 ? [...lines, `and ${rest} more that pass although a trial fell short`] : lines;
}

function describeCarried(one: SummaryCase): string {
  const { partition, id, ruledScores = [], plannedTrials = 0, trialRule } = one;
  const rule = trialRule === "median" ? "median" : "mean";
  const scores = ruledScores.map((score) => describeScore(rule, plannedTrials, score));
  return `${partition} / ${id} passes: ${scores.join("; ")}`;
}

function describeTrials(summary: TrialsSummary): string {
  const { trials, rule, stablePass, flaky, stableFail, error } = summary;
  const counts = [
    `${stablePass} stable pass`,
    `${flaky} flaky`,
    `${stableFail} stable fail`,
    ...(error === 0 ? [] : [`${error} with a trial without a verdict`]),
  ];
  return [
    `${formatCount(trials, "trial")} (${rule}): ${counts.join(", ")}`,
    ...describeFigures(summary),
  ].join("; ");
}

/** With fewer clusters the interval of a clustered mean is not to be relied on. */
const fewest = 10;

/** What is observed however the verdicts fell; nothing where that is a single trial. */
function describeFigures({ cases, passAtK, passHatK, trialPassRate, advice }: TrialsSummary): string[] {
  if (cases === 0 || trialPassRate === undefined) return [];
  const { rate, interval } = trialPassRate;
  const within = cases < fewest ? "" : `${formatInterval(interval)}, `;
  return [
    ...last("pass@", passAtK),
    ...last("pass^", passHatK),
    `single trials ${formatShare(rate)} (${within}${formatCount(cases, "case")})`,
    ...(advice === undefined || cases < fewest ? [] : [`${advice} would narrow this`]),
  ];
}

function last(name: string, shares: readonly number[]): string[] {
  const share = shares.at(-1);
  return share === undefined || shares.length < 2 ? [] : [`${name}${shares.length} ${formatShare(share)}`];
}
