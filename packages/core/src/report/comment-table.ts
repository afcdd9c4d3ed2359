import type { Comparison, PartitionComparison } from "../run/comparison.ts";
import type { PartitionSummary, Summary } from "../run/summary.ts";
import { cutLine } from "./cut-line.ts";
import { encodeMarkdown } from "./encode-markdown.ts";
import { formatCount, formatShare, formatThreshold } from "./format-numbers.ts";
import { shortTrueRateText } from "./partition-columns.ts";
import { takeLines } from "./take-lines.ts";

interface Column {
  readonly title: string;
  readonly right?: boolean;
  readonly cell: (row: PartitionSummary, change: PartitionComparison | undefined) => string;
}

const columns: readonly Column[] = [
  { title: "passed", right: true, cell: ({ pass, declared }) => `${pass}/${declared}` },
  { title: "rate", right: true, cell: ({ passRate }) => formatShare(passRate) },
  { title: "true rate (95 %)", right: true, cell: shortTrueRateText },
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
    cell: (_, change) => (isMeasured(change) ? formatShare(change.base) : "-"),
  },
  { title: "change", right: true, cell: (_, change) => (isMeasured(change) ? changeText(change) : "-") },
  { title: "since base", cell: changeVerdict },
];

const shownPartitions = 30;

/** The partitions of a run; with a comparison, against those of the base. */
export function commentTable(
  { partitions }: Summary,
  comparison: Comparison | undefined,
  budget: number,
): string {
  const rows = Object.entries(partitions);
  if (rows.length === 0) return "";
  const all = comparison === undefined ? columns : [...columns, ...againstBase];
  const changes = comparison?.partitions ?? {};
  const lines = rows.slice(0, shownPartitions).map(([name, row]) => {
    const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
    const cells = all.map(({ cell }) => cell(row, change).replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
    return line([encodeMarkdown(cutLine(name, 100)), ...cells]);
  });
  const { taken, rest } = takeLines(lines, rows.length, budget);
  return [
    line(["partition", ...all.map(({ title }) => title)]),
    line(["---", ...all.map(({ right }) => (right === true ? "---:" : "---"))]),
    ...taken,
    ...(rest > 0 ? ["", `and ${formatCount(rest, "more partition")}`] : []),
  ].join("\n");
}

/** Of no pair there is neither a rate nor a change. */
function isMeasured(change: PartitionComparison | undefined): change is PartitionComparison {
  return change !== undefined && change.cases > 0;
}

function changeText({ difference, interval }: PartitionComparison): string {
  return `${points(difference)} (${points(interval.low)} to ${points(interval.high)})`;
}

/** Percentage points with a sign: `+2.5`, `-10`, `0`. */
function points(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  return rounded > 0 ? `+${rounded}` : String(rounded === 0 ? 0 : rounded);
}

function changeVerdict({ declared }: PartitionSummary, change: PartitionComparison | undefined): string {
  if (change === undefined) return "new";
  const { verdict, cases, undecided, notComparable, p, needed } = change;
  if (cases === 0) return undecided + notComparable === 0 ? "new" : "nothing to compare";
  const of = cases < declared ? ` of ${declared}` : "";
  if (verdict === "insufficient-data") return `too few pairs: ${cases}${of}`;
  const size = needed === undefined ? "" : `, ${formatCount(needed, "case")} would decide`;
  const pairs = of === "" ? "" : `, over ${cases}${of} cases`;
  return `${verdict.replaceAll("-", " ")} (p = ${p < 0.001 ? "0.001 or less" : p.toFixed(3)}${size}${pairs})`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
