import { exactLowerBound } from "../statistics/clopper-pearson-interval.ts";
import { boundedVerdict, type Bounded } from "./bounded-verdict.ts";
import { checkCounts } from "./check-counts.ts";
import { boundText, costText, wallText } from "./limit-text.ts";
import { record } from "./record.ts";
import { slowWalls, type PartitionSettings } from "./run-settings.ts";
import { dimensionValues } from "./dimension-values.ts";
import type { Counts, GateReason, GateReasonCode, SummaryCase } from "./summary.ts";

/** Something that a partition does not show, or a remark about it. */
export interface MissedDemand {
  readonly code: GateReasonCode;
  readonly effect: GateReason["effect"];
  readonly message: string;
  /** Whether cases that ran elsewhere could still make up for it: those of another shard. */
  readonly tolerant: boolean;
}

export interface JudgedPartition {
  readonly name: string;
  readonly counts: Counts;
  readonly cases: readonly SummaryCase[];
  readonly settings: PartitionSettings;
  readonly wallMs: number | undefined;
}

/** What the partition does not show of what its settings ask for; empty when it passes. */
export function missedDemands(partition: JudgedPartition): MissedDemand[] {
  return [
    ...rateDemand(partition),
    ...boundDemand(partition),
    ...sizeDemand(partition),
    ...undecidedDemand(partition),
    ...checkDemands(partition),
    ...dimensionDemands(partition),
    ...costDemand(partition.cases, partition.settings.maxCostUsd, {
      exceeded: "cost-exceeded",
      unknown: "cost-unknown",
    }),
    ...wallDemand(partition.wallMs, partition.settings.maxWall, {
      code: "wall-exceeded",
      slow: partition.name === "golden" ? slowWalls.golden : undefined,
    }),
  ];
}

function rateDemand({ counts, settings: { passRate } }: JudgedPartition): MissedDemand[] {
  const verdict = boundedVerdict(counts, passRate);
  if (verdict === "pass") return [];
  return [
    {
      code: verdict === "fail" ? "partition-failed" : "partition-inconclusive",
      effect: verdict,
      message: rateText(counts, passRate),
      tolerant: passRate < 1,
    },
  ];
}

function rateText({ declared, pass, fail }: Bounded, threshold: number): string {
  const undecided = declared - pass - fail;
  const rest = undecided === 0 ? "" : `, ${undecided} without a verdict`;
  return `${pass} of ${declared} passed, ${fail} failed${rest}; ${formatShare(threshold)} must pass`;
}

/** Cases without a verdict count as failures here. A rate that holds while its bound does not is short of cases, not bad. */
function boundDemand({ counts, settings: { confidence, passRate } }: JudgedPartition): MissedDemand[] {
  if (confidence === undefined || boundedVerdict(counts, passRate) !== "pass") return [];
  const low = exactLowerBound(counts.pass, counts.declared, confidence);
  if (low >= passRate - 1e-12) return [];
  const enough = Math.ceil(Math.log(1 - confidence) / Math.log(passRate));
  const need =
    counts.pass === counts.declared && enough > counts.declared
      ? `; ${enough} cases that all pass would show it`
      : "";
  const message = `${counts.pass} of ${counts.declared} passed: true rate >= ${boundText(low)} at ${formatShare(confidence)}, ${formatShare(passRate)} must be shown${need}`;
  return [{ code: "bound-not-reached", effect: "inconclusive", message, tolerant: true }];
}

function sizeDemand({ counts: { declared }, settings: { minCases } }: JudgedPartition): MissedDemand[] {
  if (minCases === undefined || declared >= minCases) return [];
  const message = `${declared} of at least ${minCases} cases`;
  return [{ code: "too-few-cases", effect: "inconclusive", message, tolerant: true }];
}

function undecidedDemand({ counts, settings: { maxInconclusive } }: JudgedPartition): MissedDemand[] {
  const undecided = counts.declared - counts.pass - counts.fail;
  if (maxInconclusive === undefined || undecided / counts.declared <= maxInconclusive + 1e-12) return [];
  const message = `${undecided} of ${counts.declared} cases are without a verdict; ${formatShare(maxInconclusive)} may be`;
  return [{ code: "too-many-undecided", effect: "inconclusive", message, tolerant: true }];
}

function checkDemands({ cases, settings: { checks = {} } }: JudgedPartition): MissedDemand[] {
  return Object.entries(checks).flatMap(([check, threshold]) => {
    const counts = checkCounts(cases, check);
    if (counts.seen === 0) return [unseen("check-inconclusive", `${check}: no case recorded this check`)];
    return slice(check, counts, threshold, { failed: "check-failed", inconclusive: "check-inconclusive" });
  });
}

function dimensionDemands({ cases, settings: { dimensions = {} } }: JudgedPartition): MissedDemand[] {
  return Object.entries(dimensions).flatMap(([dimension, thresholds]) =>
    Object.entries(thresholds).flatMap(([value, threshold]) => {
      const name = `${dimension} = ${value}`;
      const members = cases.filter((one) =>
        dimensionValues(record(Object.entries(one.dimensions))[dimension]).includes(value),
      );
      if (members.length === 0) return [unseen("dimension-inconclusive", `${name}: no case has it`)];
      const count = (status: SummaryCase["status"]): number =>
        members.filter((one) => one.status === status).length;
      return slice(name, { declared: members.length, pass: count("pass"), fail: count("fail") }, threshold, {
        failed: "dimension-failed",
        inconclusive: "dimension-inconclusive",
      });
    }),
  );
}

function slice(
  name: string,
  counts: Bounded,
  threshold: number,
  codes: { readonly failed: GateReasonCode; readonly inconclusive: GateReasonCode },
): MissedDemand[] {
  const verdict = boundedVerdict(counts, threshold);
  if (verdict === "pass") return [];
  return [
    {
      code: verdict === "fail" ? codes.failed : codes.inconclusive,
      effect: verdict,
      message: `${name}: ${rateText(counts, threshold)}`,
      tolerant: threshold < 1,
    },
  ];
}

function unseen(code: GateReasonCode, message: string): MissedDemand {
  return { code, effect: "inconclusive", message, tolerant: true };
}

/** What the judges cost, as far as it is known. A verdict without a price makes a limit undecidable, never passed. */
export function costDemand(
  cases: readonly SummaryCase[],
  most: number | undefined,
  codes: { readonly exceeded: GateReasonCode; readonly unknown: GateReasonCode },
): MissedDemand[] {
  if (most === undefined) return [];
  const known = cases.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
  if (known > most + 1e-12) {
    const message = `the judges cost ${costText(known)}; ${costText(most)} is the limit`;
    return [{ code: codes.exceeded, effect: "fail", message, tolerant: false }];
  }
  const unknown = cases.filter(hasUnknownCost).length;
  if (unknown === 0) return [];
  const message = `what the judges cost is not known for ${unknown} of ${cases.length} cases, ${costText(most)} is the limit; give the model prices`;
  return [{ code: codes.unknown, effect: "inconclusive", message, tolerant: false }];
}

/** A verdict without a price, or a case that broke off and may have asked before. */
function hasUnknownCost({ costUsd, unpriced, checks, status, cause }: SummaryCase): boolean {
  const broke =
    status === "error" &&
    (cause === "worker-died" || cause === "timeout" || cause === "no-verdict" || cause === "runner");
  // Also where it broke off after verdicts that have a price.
  if (broke || costUsd !== undefined) return broke;
  return unpriced === true || checks.some(({ rubric }) => rubric !== undefined);
}

/** A limit that is set is a demand; one that is not set is a remark about a run that is slower than people wait. */
export function wallDemand(
  wallMs: number | undefined,
  most: number | undefined,
  { code, slow }: { readonly code: GateReasonCode; readonly slow: number | undefined },
): MissedDemand[] {
  const limit = most ?? slow;
  if (wallMs === undefined || limit === undefined || wallMs <= limit) return [];
  const message = `took ${wallText(wallMs)}; ${wallText(limit)} is the limit`;
  return [{ code, effect: most === undefined ? "note" : "fail", message, tolerant: false }];
}

function formatShare(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
}
