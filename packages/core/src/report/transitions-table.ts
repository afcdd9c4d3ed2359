import type { TransitionsSummary } from "../run/summary-tables.ts";
import { formatCount } from "./format-numbers.ts";
import { leftColumn, rightColumn, type ReportTable } from "./report-table.ts";

/** The last step that succeeded against the first that failed; only states that runs broke at. */
export function transitionsTable({
  runs,
  succeeded,
  states,
  counts,
  failedFirst,
}: TransitionsSummary): ReportTable {
  const lines = [
    { name: "(start)", cells: failedFirst },
    ...states.map((name, index) => ({ name, cells: counts[index] ?? [] })),
  ].filter(({ cells }) => cells.some((count) => count > 0));
  const columns = states
    .map((_, index) => index)
    .filter((index) => lines.some(({ cells }) => (cells[index] ?? 0) > 0));
  return {
    title: `Steps: ${runs - succeeded} of ${formatCount(runs, "run")} broke; last success down, first failure across`,
    columns: [leftColumn("after"), ...columns.map((index) => rightColumn(states[index] ?? ""))],
    rows: lines.map(({ name, cells }) => [name, ...columns.map((index) => dash(cells[index] ?? 0))]),
    telling: lines.length,
    notes: [],
  };
}

/** The same as a list, the most frequent first: for a matrix that is too wide. */
export function transitionsList(table: ReportTable): ReportTable {
  const pairs = table.rows.flatMap(([name = "", ...cells]) =>
    cells.flatMap((count, index) =>
      count === none ? [] : [{ name, failing: table.columns[index + 1]?.title ?? "", count: Number(count) }],
    ),
  );
  const sorted = pairs.toSorted((a, b) => b.count - a.count);
  return {
    ...table,
    columns: [leftColumn("after"), leftColumn("failed in"), rightColumn("runs")],
    rows: sorted.map(({ name, failing, count }) => [name, failing, String(count)]),
    telling: sorted.length,
  };
}

const none = "-";

function dash(count: number): string {
  return count === 0 ? none : String(count);
}
