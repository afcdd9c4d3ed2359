import type { PartitionSummary } from "../run/summary.ts";
import { formatDuration, formatInterval, formatShare, formatThreshold } from "./format-numbers.ts";

export interface PartitionColumn {
  readonly title: string;
  readonly align: "left" | "right";
  readonly cell: (partition: PartitionSummary) => string;
  /** Left out first where the space is short; 0 stays always. */
  readonly rank: number;
  /** Whether leaving the column out would hide something. */
  readonly needed?: (partition: PartitionSummary) => boolean;
}

const right = "right" as const;

/** What a report says of a partition, from left to right. */
export const partitionColumns: readonly PartitionColumn[] = [
  { title: "passed", align: right, rank: 0, cell: ({ pass, declared }) => `${pass}/${declared}` },
  { title: "rate", align: right, rank: 0, cell: ({ passRate }) => formatShare(passRate) },
  { title: "true rate (95 %)", align: right, rank: 3, cell: ({ interval }) => formatInterval(interval) },
  { title: "needed", align: right, rank: 4, cell: ({ threshold }) => formatThreshold(threshold) },
  { title: "verdict", align: "left", rank: 0, cell: ({ verdict }) => verdict.toUpperCase() },
  { title: "fail", align: right, rank: 2, cell: formatFailures, needed: ({ fail }) => fail > 0 },
  {
    title: "inconclusive",
    align: right,
    rank: 2,
    cell: ({ inconclusive }) => String(inconclusive),
    needed: ({ inconclusive }) => inconclusive > 0,
  },
  {
    title: "error",
    align: right,
    rank: 2,
    cell: ({ error }) => String(error),
    needed: ({ error }) => error > 0,
  },
  {
    title: "not run",
    align: right,
    rank: 2,
    cell: ({ notRun }) => String(notRun),
    needed: ({ notRun }) => notRun > 0,
  },
  {
    title: "p50",
    align: right,
    rank: 1,
    cell: ({ latencyMs }) => (latencyMs === undefined ? "-" : formatDuration(latencyMs.p50)),
  },
  {
    title: "p95",
    align: right,
    rank: 1,
    cell: ({ latencyMs }) => (latencyMs === undefined ? "-" : formatDuration(latencyMs.p95)),
  },
];

/** An application that threw is a failure of another kind, and counted apart. */
function formatFailures({ fail, erroredOutput }: PartitionSummary): string {
  return erroredOutput === 0 ? String(fail) : `${fail} (${erroredOutput} threw)`;
}
