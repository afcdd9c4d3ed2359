import type { Comparison, PartitionComparison } from "../run/comparison.ts";
import type { PartitionSummary, Summary } from "../run/summary.ts";
import { cutLine } from "./cut-line.ts";
import { encodeMarkdown } from "./encode-markdown.ts";
import { formatCount, formatInterval, formatShare, formatThreshold } from "./format-numbers.ts";

interface Column {
  readonly title: string;
  readonly right?: boolean;
  readonly cell: (row: PartitionSummary, change: PartitionComparison | undefined) => string;
}

const columns: readonly Column[] = [
  { title: "passed", right: true, cell: ({ pass, declared }) => `${pass}/${declared}` },
  { title: "rate", right: true, cell: ({ passRate }) => formatShare(passRate) },
  { title: "true rate (95 %)", right: true, cell: trueRate },
  { title: "needed", right: true, cell: ({ threshold }) => formatThreshold(threshold) },
  {
    title: "verdict",
    cell: ({ verdict, advisory }) => `**${verdict.toUpperCase()}**${advisory === true ? " (advisory)" : ""}`,
  },
];

const againstBase: readonly Column[] = [
  {
    title: "base",
    right: true,
    cell: (_, change) => (change === undefined ? "-" : formatShare(change.base)),
  },
  { title: "change", right: true, cell: (_, change) => (change === undefined ? "-" : changeText(change)) },
  { title: "since base", cell: (_, change) => (change === undefined ? "new" : changeVerdict(change)) },
];

const shownPartitions = 30;

/** The partitions of a run; with a comparison, against those of the base. */
export function commentTable({ partitions }: Summary, comparison: Comparison | undefined): string {
  const rows = Object.entries(partitions);
  if (rows.length === 0) return "";
  const all = comparison === undefined ? columns : [...columns, ...againstBase];
  const changes = comparison?.partitions ?? {};
  const lines = rows.slice(0, shownPartitions).map(([name, row]) => {
    const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
    const cells = all.map(({ cell }) => cell(row, change).replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
    return line([encodeMarkdown(cutLine(name, 100)), ...cells]);
  });
  const rest = rows.length - lines.length;
  return [
    line(["partition", ...all.map(({ title }) => title)]),
    line(["---", ...all.map(({ right }) => (right === true ? "---:" : "---"))]),
    ...lines,
    ...(rest > 0 ? ["", `and ${formatCount(rest, "more partition")}`] : []),
  ].join("\n");
}

function trueRate({ declared, pass, fail, interval }: PartitionSummary): string {
  return pass + fail < declared ? "-" : formatInterval(interval);
}

function changeText({ difference, interval }: PartitionComparison): string {
  return `${points(difference)} (${points(interval.low)} to ${points(interval.high)})`;
}

/** Percentage points with a sign: `+2.5`, `-10`, `0`. */
function points(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  return rounded > 0 ? `+${rounded}` : String(rounded === 0 ? 0 : rounded);
}

function changeVerdict({ verdict, p, needed }: PartitionComparison): string {
  const size = needed === undefined ? "" : `, ${formatCount(needed, "case")} would decide`;
  return `${verdict.replaceAll("-", " ")} (p = ${p < 0.001 ? "0.001 or less" : p.toFixed(3)}${size})`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
