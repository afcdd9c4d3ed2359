import type { PartitionSummary, Summary } from "../run/summary.ts";
import type { HistoryPoint } from "./html/page-data.ts";

/**
 * What a chart over several runs shows of one.
 *
 * @example
 * ```ts
 * const history = [earlier, summary].map(historyPoint);
 * ```
 */
export function historyPoint({ runId, startedAt, gate, partitions }: Summary): HistoryPoint {
  return {
    runId,
    startedAt,
    verdict: gate.verdict,
    partitions: Object.fromEntries(
      Object.entries(partitions)
        .filter(([, { declared }]) => declared > 0)
        .map(([name, partition]) => [name, pointOf(partition)]),
    ),
  };
}

function pointOf(partition: PartitionSummary): HistoryPoint["partitions"][string] {
  const { declared, pass, fail, passRate, interval, claim, threshold, verdict } = partition;
  const known = { declared, pass, fail, passRate, interval, threshold, verdict };
  return claim === undefined ? known : { ...known, claim };
}
