import type { GateReasonCode, Summary } from "./summary.ts";

/** Whether the runner has to exit with 1: the gate failed, or stays undecided for another reason than that only a part ran. */
export function mustFail(summary: Summary): boolean {
  const { verdict, reasons } = summary.gate;
  if (verdict !== "inconclusive") return verdict === "fail";
  return reasons.some(({ code, effect }) => effect === "inconclusive" && !isOfPart(summary, code));
}

/** Whether only a part of the suite was asked for, or is there: by name, path, project, change, `.only` or shard. */
export function isPart({ filter, onlyMode, shard, missingShards }: Summary): boolean {
  return (
    onlyMode ||
    shard !== undefined ||
    missingShards !== undefined ||
    filter.testNamePattern !== undefined ||
    filter.changedOnly === true ||
    (filter.paths ?? []).length > 0
  );
}

function isOfPart(summary: Summary, code: GateReasonCode): boolean {
  if (code === "filtered" || code === "shard") return true;
  if (code === "no-cases") return isPart(summary);
  if (ofWhole.has(code)) return isPart(summary);
  if (code !== "partition-inconclusive" || !isPart(summary)) return false;
  // The cases that ran hold up their share, or in a shard nothing is decided by it.
  return Object.values(summary.partitions).every(({ declared, pass, notRun, threshold, verdict }) => {
    if (verdict === "fail") return isShard(summary) || summary.filter.changedOnly === true;
    return verdict === "pass" || (pass + notRun) / declared >= threshold - 1e-12;
  });
}

function isShard({ shard, missingShards }: Summary): boolean {
  return shard !== undefined || missingShards !== undefined;
}

/** What only all cases of a partition can show. */
const ofWhole: ReadonlySet<GateReasonCode> = new Set<GateReasonCode>([
  "partition-empty",
  "bound-not-reached",
  "too-few-cases",
  "too-many-undecided",
  "check-inconclusive",
  "dimension-inconclusive",
]);
