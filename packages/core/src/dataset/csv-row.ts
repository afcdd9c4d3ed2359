import { decodeCsvCell } from "../report/encode-csv.ts";
import { listFields, type CsvColumn } from "./csv-columns.ts";
import { parseJson } from "./json-parser.ts";
import type { JsonProblem } from "./json-problem.ts";

/** The row that the cells of a record stand for; an empty cell leaves its field or key out. */
export function rowOf(
  columns: readonly CsvColumn[],
  cells: readonly string[],
  onProblem: (column: number, problem: JsonProblem) => void,
): { readonly [field: string]: unknown } {
  const row = new Map<string, unknown>();
  const objects = new Map<string, [key: string, value: unknown][]>();
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? "";
    if (cell === "") continue;
    const value = readCell(column, cell, (problem) => onProblem(index, problem));
    if (column.key === undefined) {
      row.set(column.field, value);
      continue;
    }
    const entries = objects.get(column.field) ?? [];
    entries.push([column.key, value]);
    objects.set(column.field, entries);
    // Object.fromEntries makes "__proto__" an ordinary key.
    row.set(column.field, Object.fromEntries(entries));
  }
  return Object.fromEntries(row);
}

function readCell(column: CsvColumn, cell: string, onProblem: (problem: JsonProblem) => void): unknown {
  const text = decodeCsvCell(cell);
  if (!column.isJson)
    return column.key === undefined && listFields.includes(column.field) ? listOf(text) : text;
  const parsed = parseJson(text);
  if ("value" in parsed) return parsed.value;
  const { offset, ...problem } = parsed.problem;
  onProblem({ ...problem, offset: offset + cell.length - text.length });
  return null;
}

function listOf(text: string): string[] {
  return text.split(";").map((part) => part.trim());
}
