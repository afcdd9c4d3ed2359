import { stripVTControlCharacters } from "node:util";
import { loadCliTable } from "../platform/native-require.cjs";

export interface TableColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

type Row = readonly string[];

const gap = 2;

/** Rows as aligned columns without borders; cells may hold ANSI colours. */
export function renderTable(columns: readonly TableColumn[], rows: readonly Row[]): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  const text = lines.flat().every(isNarrow) ? alignNarrow(columns, lines) : alignAny(columns, rows);
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}

/** ASCII, and the blocks of a history. */
function isNarrow(cell: string): boolean {
  return /^[ -~▁-█]*$/.test(stripVTControlCharacters(cell));
}

/** Every character is one column wide: most runs, and loading a package for them took longer than all the rest of the report. */
function alignNarrow(columns: readonly TableColumn[], lines: readonly Row[]): string {
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => widthOf(cells[index] ?? ""))));
  const pad = (cell: string, index: number): string => {
    const space = " ".repeat((widths[index] ?? 0) - widthOf(cell));
    return (columns[index]?.align === "right" ? space + cell : cell + space) + " ".repeat(gap);
  };
  return lines.map((cells) => cells.map(pad).join("")).join("\n");
}

function widthOf(cell: string): number {
  return stripVTControlCharacters(cell).length;
}

/** The package knows how wide characters of other scripts and combined ones are. Exported for the test that compares. */
export function alignAny(columns: readonly TableColumn[], rows: readonly Row[]): string {
  const Table = loadCliTable();
  const table = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align }) => align),
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": gap },
    chars: noBorders,
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

const noBorders = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};
