import { exactLowerBound } from "../statistics/clopper-pearson-interval.ts";
import { percentile } from "../statistics/percentile.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { dimensionValues } from "./dimension-values.ts";
import { verdictOf } from "./gate.ts";
import { missedDemands } from "./partition-demands.ts";
import { record } from "./record.ts";
import type { PartitionSettings } from "./run-settings.ts";
import type { CheckSummary, Counts, PartitionSummary, Summary, SummaryCase } from "./summary.ts";
import { tallyTrials } from "./tally-trials.ts";
import { sumTokens } from "./token-totals.ts";
import type { Writable } from "./writable.ts";

/** Counts of `cases`. @throws Error when they do not add up: no report may be built on that. */
export function countCases(cases: readonly SummaryCase[]): Counts {
  const by = { pass: 0, fail: 0, inconclusive: 0, error: 0, "not-run": 0 };
  let erroredOutput = 0;
  for (const { status, cause } of cases) {
    by[status]++;
    if (status === "fail" && cause === "errored-output") erroredOutput++;
  }
  const { pass, fail, inconclusive, error, "not-run": notRun } = by;
  const counts = { declared: cases.length, pass, fail, erroredOutput, inconclusive, error, notRun };
  const sum = counts.pass + counts.fail + counts.inconclusive + counts.error + counts.notRun;
  if (sum !== counts.declared)
    throw new Error(`The cases do not add up: ${sum} counted of ${counts.declared} declared.`);
  return { ...counts, passRate: cases.length === 0 ? 0 : counts.pass / cases.length };
}

export interface TallyOptions {
  /** What the gate asks of a partition. */
  readonly settingsOf: (partition: string) => PartitionSettings;
  /** Partitions that come first, in this order; the others follow by name. */
  readonly order: readonly string[];
  /** From the first start of a partition's cases to the last end, in milliseconds. */
  readonly wallOf: (partition: string) => number | undefined;
}

/** One row per partition that has cases, in the order of `order` and then by name. */
export function tallyPartitions(
  cases: readonly SummaryCase[],
  { settingsOf, order, wallOf }: TallyOptions,
): Summary["partitions"] {
  const groups = groupBy(cases, ({ partition }) => [partition]);
  const names = [
    ...order.filter((name) => groups.has(name)),
    ...[...groups.keys()].filter((name) => !order.includes(name)).sort(),
  ];
  return record(
    names.map((name) => [name, tallyPartition(name, groups.get(name) ?? [], settingsOf(name), wallOf(name))]),
  );
}

const claimLevel = 0.95;

function tallyPartition(
  name: string,
  cases: readonly SummaryCase[],
  settings: PartitionSettings,
  wallMs: number | undefined,
): PartitionSummary {
  const counts = countCases(cases);
  const level = settings.confidence ?? claimLevel;
  const trials = tallyTrials(cases);
  const latencyMs = latencies(cases);
  const costUsd = sumCosts(cases);
  const tokens = sumTokens(cases.map((one) => one.tokens));
  const missed = missedDemands({ name, counts, cases, settings, wallMs });
  return {
    ...counts,
    firstAttemptPassRate: cases.filter(({ firstStatus }) => firstStatus === "pass").length / cases.length,
    interval: wilsonInterval(counts.pass, counts.declared),
    threshold: settings.passRate,
    verdict: verdictOf(missed),
    claim: { low: exactLowerBound(counts.pass, counts.declared, level), level },
    ...(trials !== undefined && { trials }),
    ...(settings.advisory === true && { advisory: true }),
    ...(Object.keys(settings).length > 1 && { settings }),
    ...(wallMs !== undefined && { wallMs }),
    ...(latencyMs !== undefined && { latencyMs }),
    ...(costUsd !== undefined && { costUsd }),
    ...(tokens !== undefined && { tokens }),
  };
}

function latencies(cases: readonly SummaryCase[]): PartitionSummary["latencyMs"] {
  const durations = cases
    .filter(({ status, cause }) => status !== "not-run" && cause !== "worker-died")
    .map(({ durationMs }) => durationMs);
  const [p50, p95] = [percentile(durations, 0.5), percentile(durations, 0.95)];
  return p50 === undefined || p95 === undefined ? undefined : { p50, p95 };
}

/** Known only when every case that a judge answered has a cost. */
function sumCosts(cases: readonly SummaryCase[]): number | undefined {
  const judged = cases.filter(
    ({ costUsd, unpriced, checks }) =>
      costUsd !== undefined || unpriced === true || checks.some(({ rubric }) => rubric !== undefined),
  );
  if (judged.length === 0 || judged.some(({ costUsd }) => costUsd === undefined)) return undefined;
  return judged.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
}

/** Counts per value of every dimension: scalars, and each scalar of a list. */
export function tallyDimensions(cases: readonly SummaryCase[]): Summary["dimensions"] {
  const dimensions = [...new Set(cases.flatMap((one) => Object.keys(one.dimensions)))].sort();
  return record(
    dimensions.map((dimension) => {
      const groups = groupBy(cases, (one) => dimensionValues(one.dimensions[dimension]));
      const names = [...groups.keys()].sort();
      return [dimension, record(names.map((name) => [name, countCases(groups.get(name) ?? [])]))];
    }),
  );
}

/** Counts per matcher and subject. */
export function tallyChecks(cases: readonly SummaryCase[]): CheckSummary[] {
  // A text of both for each check of a run would take longer than counting them.
  const names = new Map<string, Map<string | undefined, Writable<CheckSummary>>>();
  for (const { checks } of cases) {
    for (const { name, subject, outcome } of checks) {
      const subjects = names.get(name) ?? new Map<string | undefined, Writable<CheckSummary>>();
      if (subjects.size === 0) names.set(name, subjects);
      const known = subjects.get(subject);
      const counts = known ?? noneOf(name, subject);
      if (known === undefined) subjects.set(subject, counts);
      counts[outcome]++;
    }
  }
  return [...names.values()]
    .flatMap((subjects) => [...subjects.values()])
    .map((counts) => ({ counts, key: JSON.stringify([counts.name, counts.subject ?? null]) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ counts }) => counts);
}

function noneOf(name: string, subject: string | undefined): Writable<CheckSummary> {
  return { name, ...(subject !== undefined && { subject }), pass: 0, fail: 0, inconclusive: 0, error: 0 };
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
