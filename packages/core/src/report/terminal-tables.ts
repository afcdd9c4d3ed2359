import { stripVTControlCharacters } from "node:util";
import type { Summary } from "../run/summary.ts";
import { encodeTerminalLine } from "./encode-terminal.ts";
import { listTables } from "./list-tables.ts";
import type { Paint } from "./paint.ts";
import { renderTable } from "./render-table.ts";
import type { ReportTable } from "./report-table.ts";
import { transitionsList } from "./transitions-table.ts";
import { wrapLine } from "./wrap-line.ts";

const shownRows = 8;

/** The tables that have something to say, each a few lines; one that is all well is left out. */
export function terminalTables(summary: Summary, width: number, paint: Paint): string[][] {
  return listTables(summary)
    .filter(({ telling, notes }) => telling > 0 || notes.length > 0)
    .map((table) => [
      ...wrapLine(table.title, width, 2).map((line) => paint.bold(encodeTerminalLine(line))),
      ...(table.telling === 0 ? [] : tableLines(table, width - 2, paint)).map((line) => `  ${line}`),
      ...[...(table.untold === undefined ? [] : [table.untold]), ...table.notes]
        .flatMap((note) => wrapLine(note, width - 2, 2))
        .map((line) => `  ${encodeTerminalLine(line)}`),
    ]);
}

/** As many columns as fit: a matrix becomes a list, any other table loses its columns from the right. */
function tableLines(table: ReportTable, width: number, paint: Paint): string[] {
  const lines = renderRows(table, paint);
  if (fits(lines, width) || table.columns.length <= 3) return lines;
  const isMatrix = table.columns[0]?.title === "after";
  return tableLines(isMatrix ? transitionsList(table) : withoutLast(table), width, paint);
}

function renderRows({ columns, rows, telling }: ReportTable, paint: Paint): string[] {
  const shown = rows.slice(0, Math.min(telling, shownRows));
  const rest = telling - shown.length;
  const text = renderTable(
    columns.map(({ title, align }) => ({ align, title: paint.dim(shorten(encodeTerminalLine(title))) })),
    shown.map((row) => row.map((cell) => shorten(encodeTerminalLine(cell)))),
  );
  return [...text.split("\n"), ...(rest > 0 ? [`and ${rest} more, all in summary.json`] : [])];
}

function fits(lines: readonly string[], width: number): boolean {
  return lines.every((line) => stripVTControlCharacters(line).length <= width);
}

function withoutLast(table: ReportTable): ReportTable {
  return {
    ...table,
    columns: table.columns.slice(0, -1),
    rows: table.rows.map((row) => row.slice(0, -1)),
  };
}

function shorten(text: string): string {
  return text.length <= 48 ? text : `${text.slice(0, 45).toWellFormed()}...`;
}
