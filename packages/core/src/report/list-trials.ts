import type { Summary, TrialsSummary } from "../run/summary.ts";
import { formatCount, formatInterval, formatShare } from "./format-numbers.ts";

/** One sentence per partition whose cases have several trials. Holds names of partitions: untrusted text. */
export function listTrials({ partitions }: Summary): string[] {
  return Object.entries(partitions).flatMap(([name, { trials }]) =>
    trials === undefined ? [] : [`${name}: ${describeTrials(trials)}`],
  );
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
