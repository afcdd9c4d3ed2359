import { explainMiss } from "../run/explain-miss.ts";
import type { GateReason, PartitionSummary, Summary } from "../run/summary.ts";
import { cutTo } from "./cut-to.ts";
import { encodeMarkdown } from "./encode-markdown.ts";
import { formatCount } from "./format-numbers.ts";
import { groupMisses, sameReason, type MissGroup } from "./group-misses.ts";
import { listMisses, notRunLines } from "./list-misses.ts";
import { listTrials } from "./list-trials.ts";
import { markdownTables } from "./markdown-tables.ts";
import { columnsWithout, type PartitionColumn } from "./partition-columns.ts";
import { takeLines } from "./take-lines.ts";
import { worstFirst } from "./worst-first.ts";

export interface RenderMarkdownOptions {
  /** Of the whole text, in UTF-8. Default: 900 KiB, because GitHub takes 1 MiB per step and the runner may write there too. */
  readonly maxBytes?: number;
}

/**
 * A run as Markdown, for a step summary: the verdict, a table of partitions and the misses, worst first.
 *
 * @example
 * ```ts
 * appendFileSync(process.env.GITHUB_STEP_SUMMARY, renderMarkdown(summary));
 * ```
 */
export function renderMarkdown(
  summary: Summary,
  { maxBytes = 900 * 1024 }: RenderMarkdownOptions = {},
): string {
  const head = [
    `## Assay: ${summary.gate.verdict.toUpperCase()}`,
    // None of these may take the room of what follows, however many partitions there are.
    partitionTable(summary, maxBytes / 8),
    trialList(summary, maxBytes / 8),
    reasonList(summary, (maxBytes * 5) / 8),
  ];
  const text = head.filter((block) => block !== "").join("\n\n");
  const tables = markdownTables(summary, (maxBytes - Buffer.byteLength(text)) / 4);
  const budget = maxBytes - Buffer.byteLength(text) - Buffer.byteLength(tables) - 1;
  return `${text}\n${missTable(summary, budget)}${tables}`;
}

function partitionTable({ partitions }: Summary, budget: number): string {
  const rows = Object.entries(partitions);
  if (rows.length === 0) return "";
  const columns = columnsWithout(0, Object.values(partitions));
  const titles = ["partition", ...columns.map(({ title }) => title)];
  const rules = ["---", ...columns.map(({ align }) => (align === "right" ? "---:" : "---"))];
  const lines = rows.map(([name, row]) => partitionRow(name, row, columns));
  const { taken, rest } = takeLines(lines, lines.length, budget, Buffer.byteLength);
  const more =
    rest > 0 ? ["", `and ${formatCount(rest, "more partition")}, all in the run's summary.json`] : [];
  return [tableRow(titles), tableRow(rules), ...taken, ...more].join("\n");
}

function partitionRow(name: string, row: PartitionSummary, columns: readonly PartitionColumn[]): string {
  const cells = columns.map(({ title, cell }) => {
    const text = cell(row).replace(/[<>]/g, (mark) => (mark === "<" ? "&lt;" : "&gt;"));
    return title === "verdict" ? `**${text}**` : text;
  });
  return tableRow([encodeMarkdown(name), ...cells]);
}

function trialList(summary: Summary, budget: number): string {
  const lines = listTrials(summary).map((line) => `- ${encodeMarkdown(line)}`);
  const { taken, rest } = takeLines(lines, lines.length, budget, Buffer.byteLength);
  return [...taken, ...(rest > 0 ? [`- and ${formatCount(rest, "more line")} on trials`] : [])].join("\n");
}

const shownReasons = 50;

function reasonList({ gate }: Summary, budget: number): string {
  const lines = worstFirst(gate.reasons)
    .slice(0, shownReasons)
    .map(({ effect, message }: GateReason) => `- ${effect}: ${encodeMarkdown(cutTo(message, 2_000))}`);
  const { taken, rest } = takeLines(lines, gate.reasons.length, budget, Buffer.byteLength);
  return [...taken, ...(rest > 0 ? [`- and ${formatCount(rest, "more reason")}`] : [])].join("\n");
}

/** As many misses as `budget` bytes hold, and the number of those that it does not. */
function missTable(summary: Summary, budget: number): string {
  const misses = listMisses(summary);
  const tail = notRunList(summary);
  if (misses.length === 0) return tail === "" ? "" : `\n${tail}\n`;
  const head = `\n### ${formatCount(misses.length, "miss")}\n\n| status | partition | case | why |\n| --- | --- | --- | --- |\n`;
  const reserve = Buffer.byteLength(head) + Buffer.byteLength(tail) + 200;
  let used = reserve;
  const rows: string[] = [];
  let rest = misses.length;
  for (const group of groupMisses(misses)) {
    const row = `${missRow(group)}\n`;
    used += Buffer.byteLength(row);
    if (used > budget) break;
    rows.push(row);
    rest -= group.length;
  }
  const more = rest > 0 ? `\nand ${rest} more of ${misses.length}, all in the run's summary.json\n` : "";
  return `${head}${rows.join("")}${more}${tail === "" ? "" : `\n${tail}\n`}`;
}

function missRow(group: MissGroup): string {
  const [miss] = group;
  const { status, cause, partition, file, test, id } = miss;
  const label = cause === "errored-output" ? "fail (errored output)" : status;
  const where = `${file} > ${test.endsWith(id) ? test : `${test} (${id})`}`;
  const others = sameReason(group);
  return tableRow([
    label,
    encodeMarkdown(partition),
    [where, ...(others === undefined ? [] : [others])].map((text) => encodeMarkdown(cutTo(text))).join(" "),
    encodeMarkdown(cutTo(explainMiss(miss))),
  ]);
}

function notRunList(summary: Summary): string {
  return notRunLines(
    summary,
    5,
    (count, reason) => `${formatCount(count, "case")} not run: ${encodeMarkdown(cutTo(reason))}`,
  )
    .map((line) => `- ${line}`)
    .join("\n");
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
