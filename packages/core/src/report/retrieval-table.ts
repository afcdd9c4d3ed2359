import type { MeanSummary, SummaryTables } from "../run/summary-tables.ts";
import { formatMean } from "./format-numbers.ts";
import { leftColumn, rightColumn, type ReportTable } from "./report-table.ts";

const figures = [
  ["recall@5", "recall@5"],
  ["precision@5", "precision@5"],
  ["ndcg@5", "nDCG@5"],
  ["reciprocalRank", "MRR"],
  ["averagePrecision", "MAP"],
] as const;

/** The means of the usual figures, one line per partition; the summary has them for every cutoff. */
export function retrievalTable(retrieval: NonNullable<SummaryTables["retrieval"]>): ReportTable {
  const partitions = Object.entries(retrieval).toSorted(([, a], [, b]) => recallOf(a) - recallOf(b));
  return {
    title: "Retrieval: means, with their 95 % intervals",
    columns: [
      leftColumn("partition"),
      rightColumn("cases"),
      ...figures.map(([, title]) => rightColumn(title)),
    ],
    rows: partitions.map(([partition, means]) => [
      partition,
      String(Math.max(0, ...Object.values(means).map(({ cases }) => cases))),
      ...figures.map(([figure]) => cellOf(means[figure])),
    ]),
    telling: partitions.filter(([, means]) => recallOf(means) < 1 || (means["ndcg"]?.mean ?? 1) < 1).length,
    notes: [],
  };
}

function recallOf(means: { readonly [figure: string]: MeanSummary }): number {
  return means["recall@5"]?.mean ?? 1;
}

function cellOf(summary: MeanSummary | undefined): string {
  return summary === undefined ? "-" : formatMean(summary);
}
