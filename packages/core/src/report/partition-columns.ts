import type { PartitionSummary } from "../run/summary.ts";
import { formatDuration, formatShare, formatThreshold } from "./format-numbers.ts";
import { trueRateOf } from "./true-rate.ts";

export interface PartitionColumn {
  readonly title: string;
  readonly align: "left" | "right";
  readonly cell: (partition: PartitionSummary) => string;
  /** Where the space is short, the lowest goes first; a column without a rank never goes. */
  readonly rank?: number;
  /** Whether leaving the column out would hide something. */
  readonly needed?: (partition: PartitionSummary) => boolean;
}

const right = "right" as const;

const usualLevel = 0.95;

/** For a column whose head says 95 %. */
export function shortTrueRateText(partition: PartitionSummary): string {
  const rate = trueRateOf(partition);
  if (rate === undefined) return "-";
  return rate.level === usualLevel ? rate.text : `${rate.text} at ${formatThreshold(rate.level)}`;
}

const shortTrueRate: PartitionColumn = {
  title: "true rate (95 %)",
  align: right,
  rank: 4,
  cell: shortTrueRateText,
};

/** The same in a sentence, for where there is space. */
const longTrueRate: PartitionColumn = {
  title: "",
  align: "left",
  rank: 4,
  cell: (partition) => {
    const rate = trueRateOf(partition);
    if (rate === undefined) return "(true rate not known)";
    return `(true rate ${rate.text} at ${formatThreshold(rate.level)})`;
  },
};

/** What a report says of a partition, from left to right. */
export const partitionColumns: readonly PartitionColumn[] = [
  { title: "passed", align: right, cell: ({ pass, declared }) => `${pass}/${declared}` },
  { title: "rate", align: right, cell: ({ passRate }) => formatShare(passRate) },
  {
    title: "first attempt",
    align: right,
    rank: 0,
    cell: ({ firstAttemptPassRate }) => formatShare(firstAttemptPassRate),
    needed: ({ firstAttemptPassRate, passRate }) => firstAttemptPassRate !== passRate,
  },
  shortTrueRate,
  {
    title: "verdict",
    align: "left",
    cell: ({ verdict, advisory }) => `${verdict.toUpperCase()}${advisory === true ? " (advisory)" : ""}`,
  },
  { title: "needed", align: right, rank: 3, cell: ({ threshold }) => formatThreshold(threshold) },
  {
    ...countColumn("fail", ({ fail }) => fail),
    cell: ({ fail, erroredOutput }) =>
      erroredOutput === 0 ? String(fail) : `${fail} (${erroredOutput} threw)`,
  },
  countColumn("inconclusive", ({ inconclusive }) => inconclusive),
  countColumn("error", ({ error }) => error),
  countColumn("not run", ({ notRun }) => notRun),
  latencyColumn("p50"),
  latencyColumn("p95"),
];

/** A count that is zero in every row may be left out; any other may not. */
function countColumn(title: string, count: (partition: PartitionSummary) => number): PartitionColumn {
  return { title, align: right, rank: 1, cell: (row) => String(count(row)), needed: (row) => count(row) > 0 };
}

function latencyColumn(title: "p50" | "p95"): PartitionColumn {
  return {
    title,
    align: right,
    rank: 2,
    cell: ({ latencyMs }) => (latencyMs === undefined ? "-" : formatDuration(latencyMs[title])),
  };
}

/**
 * The columns that stay when everything up to `rank` goes: 1 counts that are zero in all `rows`, 2 latencies, 3 the
 * threshold, 4 the true rate. Rank 0 takes out only what is there for an exception: the rate without retries. `wide` says the
 * true rate in a sentence.
 */
export function columnsWithout(
  rank: number,
  rows: readonly PartitionSummary[],
  wide: boolean = false,
): readonly PartitionColumn[] {
  return partitionColumns
    .map((column) => (wide && column === shortTrueRate ? longTrueRate : column))
    .filter(
      (column) =>
        column.rank === undefined ||
        column.rank > rank ||
        (column.needed !== undefined && rows.some(column.needed)),
    );
}
