import type { SummaryTables, ToolsSummary } from "../run/summary-tables.ts";
import { formatCount } from "./format-numbers.ts";
import { leftColumn, rightColumn, type ReportTable } from "./report-table.ts";

/** How often each variant called an expected tool, side by side: the tools in which they differ most first. */
export function variantsTable(variants: NonNullable<SummaryTables["variants"]>): ReportTable | undefined {
  const columns = Object.entries(variants).flatMap(([name, { tools }]) =>
    tools === undefined || tools.expected.length === 0 ? [] : [{ name, tools }],
  );
  if (columns.length === 0) return undefined;
  const tools = [
    ...new Set(columns.flatMap((column) => column.tools.expected.map(({ tool }) => tool))),
  ].sort();
  const rows = tools
    .map((tool) => ({ tool, fates: columns.map((column) => fateOf(column.tools, tool)) }))
    .toSorted((a, b) => spreadOf(b.fates) - spreadOf(a.fates) || worstOf(a.fates) - worstOf(b.fates));
  const telling = rows.filter(({ fates }) => fates.some(({ rate }) => rate < 1));
  const rest = rows.length - telling.length;
  return {
    title: "Tools by variant: expected calls that were made",
    columns: [leftColumn("expected"), ...columns.map(({ name }) => rightColumn(name))],
    rows: rows.map(({ tool, fates }) => [tool, ...fates.map(({ cell }) => cell)]),
    telling: telling.length,
    ...(rest > 0 && telling.length > 0 && { untold: `${formatCount(rest, "more tool")} without a miss` }),
    notes: [],
  };
}

interface Fate {
  readonly cell: string;
  readonly rate: number;
}

function fateOf({ expected }: ToolsSummary, name: string): Fate {
  const found = expected.find(({ tool }) => tool === name);
  if (found === undefined) return { cell: "-", rate: 1 };
  return { cell: `${found.hit}/${found.cases}`, rate: found.hitRate };
}

function spreadOf(fates: readonly Fate[]): number {
  return Math.max(...fates.map(({ rate }) => rate)) - worstOf(fates);
}

function worstOf(fates: readonly Fate[]): number {
  return Math.min(...fates.map(({ rate }) => rate));
}
