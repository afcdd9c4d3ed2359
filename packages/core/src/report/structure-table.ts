import type { StructureSummary } from "../run/summary-tables.ts";
import { formatCount, formatInterval, formatMean, formatShare } from "./format-numbers.ts";
import { leftColumn, rightColumn, type ReportTable } from "./report-table.ts";

/** Accuracy per field, the worst first. */
export function structureTable({ accuracy, passed, total, cut, fields }: StructureSummary): ReportTable {
  const sorted = fields.toSorted((a, b) => a.accuracy - b.accuracy || (a.path < b.path ? -1 : 1));
  return {
    title: `Fields: ${passed}/${total} right, ${formatMean(accuracy)} per case`,
    columns: [
      leftColumn("field"),
      rightColumn("right"),
      rightColumn("rate"),
      rightColumn("true rate (95 %)"),
    ],
    rows: sorted.map(({ path, cases, right, accuracy: rate, interval }) => [
      path === "" ? "(the whole value)" : path,
      `${right}/${cases}`,
      formatShare(rate),
      formatInterval(interval),
    ]),
    telling: sorted.filter(({ right, cases }) => right < cases).length,
    notes: cut === 0 ? [] : [`${formatCount(cut, "case")} with more fields than are recorded one by one`],
  };
}
