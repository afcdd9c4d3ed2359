import type { Summary } from "../run/summary.ts";
import { cutTo } from "./cut-to.ts";
import { encodeMarkdown } from "./encode-markdown.ts";
import { listTables, listVariantTables } from "./list-tables.ts";
import { formatCount } from "./format-numbers.ts";
import type { ReportTable } from "./report-table.ts";
import { takeLines } from "./take-lines.ts";

const shownRows = 100;
const shownColumns = 20;

/** The tables of the summary, folded away, as far as `budget` bytes hold them, and the number of those that it does not. */
export function markdownTables(summary: Summary, budget: number): string {
  const blocks = [...listTables(summary), ...listVariantTables(summary)].map(tableBlock);
  const { taken, rest } = takeLines(blocks, blocks.length, budget, Buffer.byteLength);
  const more = rest > 0 ? `\nand ${formatCount(rest, "more table")}, all in the run's summary.json\n` : "";
  return `${taken.join("")}${more}`;
}

function tableBlock({ title, columns, rows, notes }: ReportTable): string {
  const heads = columns.slice(0, shownColumns);
  const shown = rows.slice(0, shownRows);
  const lines = [
    row(heads.map((column) => encodeMarkdown(column.title))),
    row(heads.map(({ align }) => (align === "right" ? "---:" : "---"))),
    ...shown.map((cells) => row(cells.slice(0, shownColumns).map((cell) => encodeMarkdown(cutTo(cell))))),
  ];
  const left = rows.length - shown.length + Math.max(0, columns.length - shownColumns);
  const rest = left > 0 ? ["the rest is in the run's summary.json"] : [];
  const remarks = [...notes.map((note) => encodeMarkdown(cutTo(note))), ...rest].map((note) => `- ${note}`);
  const body = [
    ...(rows.length === 0 ? [] : [lines.join("\n")]),
    ...(remarks.length === 0 ? [] : [remarks.join("\n")]),
  ];
  return `\n<details><summary>${encodeMarkdown(cutTo(title))}</summary>\n\n${body.join("\n\n")}\n\n</details>\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
