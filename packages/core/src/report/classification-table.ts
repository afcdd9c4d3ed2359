import type { ClassificationSummary } from "../run/summary-tables.ts";
import { formatFigure, formatInterval, formatShare } from "./format-numbers.ts";
import { leftColumn, listCounts, rightColumn, type ReportTable } from "./report-table.ts";

/** Precision, recall and F1 per class, the lowest F1 first, and what each class was taken for. */
export function classificationTable(summary: ClassificationSummary): ReportTable {
  const { group, total, correct, accuracy, interval, macroF1, microF1, classes } = summary;
  const rows = classes.map((one, index) => ({ ...one, mistakes: mistakesOf(summary, index) }));
  const sorted = rows.toSorted((a, b) => (a.f1 ?? 1) - (b.f1 ?? 1) || (a.label < b.label ? -1 : 1));
  const share = `${correct}/${total} = ${formatShare(accuracy)} (${formatInterval(interval)})`;
  return {
    title: `Labels${group === "" ? "" : ` of ${group}`}: ${share}, F1 macro ${formatFigure(macroF1)}, micro ${formatFigure(microF1)}`,
    columns: [
      leftColumn("class"),
      ...["cases", "precision", "recall", "F1"].map(rightColumn),
      leftColumn("taken for"),
    ],
    rows: sorted.map(({ label, support, precision, recall, f1, mistakes }) => [
      label,
      String(support),
      ...[precision, recall, f1].map((figure) => (figure === undefined ? "-" : formatFigure(figure))),
      listCounts(mistakes),
    ]),
    telling: correct === total ? 0 : sorted.filter(({ f1 = 1 }) => f1 < 1).length,
    notes: [],
  };
}

function mistakesOf({ classes, counts }: ClassificationSummary, row: number): (readonly [string, number])[] {
  return classes.flatMap(({ label }, column) => {
    const count = counts[row]?.[column] ?? 0;
    return column === row || count === 0 ? [] : [[label, count] as const];
  });
}
