import { stripVTControlCharacters } from "node:util";
import { explainMiss } from "../run/explain-miss.ts";
import { isPart, mustFail } from "../run/must-fail.ts";
import type { RunHistory } from "../run/read-history.ts";
import type { GateReason, PartitionSummary, Summary } from "../run/summary.ts";
import { caseHeading } from "./case-heading.ts";
import { describeSpend } from "./describe-spend.ts";
import { encodeTerminalLine } from "./encode-terminal.ts";
import { formatCount } from "./format-numbers.ts";
import { groupMisses, sameReason, type MissGroup } from "./group-misses.ts";
import { listMisses, notRunLines } from "./list-misses.ts";
import { listTrials } from "./list-trials.ts";
import { createPaint, type Paint } from "./paint.ts";
import { columnsWithout, type PartitionColumn } from "./partition-columns.ts";
import { renderTable } from "./render-table.ts";
import { sparkline } from "./sparkline.ts";
import { terminalTables } from "./terminal-tables.ts";
import { worstFirst } from "./worst-first.ts";
import { wrapLine } from "./wrap-line.ts";

export interface RenderTerminalOptions {
  /** ANSI colours. Default: no. */
  readonly color?: boolean;
  /** In columns, 40 at least. Default: 120. */
  readonly width?: number;
  /** How many misses are shown. Default: 10. */
  readonly misses?: number;
  /** Where all misses are, as the reader would type it. Default: the summary.json of the run. */
  readonly summaryFile?: string;
  /** Pass rates of earlier runs by partition, oldest first: shown as a line of their own shape. See `readHistory`. */
  readonly history?: RunHistory;
  /** What else a reader should know, printed as the gate's own notes are. See `judgeCheckNote`. */
  readonly notes?: readonly string[];
  /**
   * Whether a run of a part of the suite in which nothing went wrong is headed `PARTIAL RUN` instead of `INCONCLUSIVE`: for
   * a runner, which ends such a run with 0. Default: no.
   */
  readonly partial?: boolean;
  /** Whether the terminal shows block characters. Default: no, ASCII instead. */
  readonly unicode?: boolean;
}

/**
 * A run for a terminal: the verdict, one line per partition, the worst misses and what else the gate has to say. Text
 * from tests, data and models is encoded; the result can be printed as it is.
 *
 * @example
 * ```ts
 * process.stdout.write(renderTerminal(summary, { color: process.stdout.isTTY, width: process.stdout.columns }));
 * ```
 */
export function renderTerminal(summary: Summary, options: RenderTerminalOptions = {}): string {
  const { color = false, misses = 10 } = options;
  const width = Math.max(40, options.width ?? 120);
  const paint = createPaint(color);
  const isPartial = options.partial === true && isUndecidedPart(summary);
  const blocks = [
    [headline(summary, paint, isPartial)],
    renderPartitions(summary, width - 2, paint, historyColumn(summary, options)),
    renderTrials(summary, width),
    renderMisses(
      summary,
      { width, shown: misses, summaryFile: options.summaryFile ?? `summary.json of run ${summary.runId}` },
      paint,
    ),
    ...terminalTables(summary, width, paint),
    renderReasons(summary, { width, paint, isPartial }, options.notes ?? []),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function headline({ gate, cases, runner, partitions }: Summary, paint: Paint, isPartial: boolean): string {
  const verdict = isPartial ? "PARTIAL RUN" : gate.verdict.toUpperCase();
  const facts = [
    ...(isPartial ? describePart(cases) : [formatCount(cases.length, "case")]),
    encodeTerminalLine(`${runner.name} ${runner.version}`),
    ...describeSpend(Object.values(partitions)),
  ];
  return `Assay  ${paint.bold(paint.verdict(gate.verdict, verdict))}  ${paint.dim(facts.join(", "))}`;
}

/** What ran, and what came of it: `2 cases ran, none missed, 4 did not run`. */
function describePart(cases: Summary["cases"]): string[] {
  const ran = cases.filter(({ status }) => status !== "not-run");
  const missed = ran.filter(({ status }) => status !== "pass").length;
  const left = cases.length - ran.length;
  return [
    `${formatCount(ran.length, "case")} ran`,
    ...(ran.length === 0 ? [] : [missed === 0 ? "none missed" : `${missed} missed`]),
    ...(left === 0 ? [] : [`${left} did not run`]),
  ];
}

function renderPartitions(
  { partitions }: Summary,
  width: number,
  paint: Paint,
  history: readonly PartitionColumn[],
): string[] {
  const rows = Object.entries(partitions);
  if (rows.length === 0) return [];
  const columns = fitColumns(rows, { width, paint, history });
  return indent(partitionTable(rows, columns, paint).split("\n"));
}

/** What gives way first, from all columns to the fewest. */
const layouts: readonly { readonly rank: number; readonly wide: boolean; readonly past: boolean }[] = [
  { rank: 0, wide: true, past: true },
  { rank: 1, wide: true, past: true },
  { rank: 1, wide: true, past: false },
  { rank: 2, wide: true, past: false },
  { rank: 0, wide: false, past: true },
  { rank: 1, wide: false, past: true },
  { rank: 1, wide: false, past: false },
  { rank: 2, wide: false, past: false },
  { rank: 3, wide: false, past: false },
];

/** As many columns as fit. */
function fitColumns(
  rows: readonly (readonly [string, PartitionSummary])[],
  { width, paint, history }: { width: number; paint: Paint; history: readonly PartitionColumn[] },
): readonly PartitionColumn[] {
  const summaries = rows.map(([, row]) => row);
  for (const { rank, wide, past } of layouts) {
    const columns = [...columnsWithout(rank, summaries, wide), ...(past ? history : [])];
    const lines = partitionTable(rows, columns, paint).split("\n");
    if (Math.max(...lines.map((line) => stripVTControlCharacters(line).length)) <= width) return columns;
  }
  return columnsWithout(4, summaries);
}

/** Empty where there is no earlier run. */
function historyColumn(
  { partitions }: Summary,
  { history = {}, unicode = false }: RenderTerminalOptions,
): PartitionColumn[] {
  const lines = new Map<PartitionSummary, string>();
  for (const [name, partition] of Object.entries(partitions)) {
    const earlier = Object.hasOwn(history, name) ? (history[name] ?? []) : [];
    if (earlier.length > 0) lines.set(partition, sparkline([...earlier, partition.passRate], unicode));
  }
  if (lines.size === 0) return [];
  return [{ title: "history", align: "left", cell: (partition) => lines.get(partition) ?? "" }];
}

function renderTrials(summary: Summary, width: number): string[] {
  return listTrials(summary).flatMap((line) => indent(wrapLine(line, width - 2, 4).map(encodeTerminalLine)));
}

function partitionTable(
  rows: readonly (readonly [string, PartitionSummary])[],
  columns: readonly PartitionColumn[],
  paint: Paint,
): string {
  const head = [
    { title: paint.dim("partition"), align: "left" as const },
    ...columns.map((column) => ({ ...column, title: paint.dim(column.title) })),
  ];
  const cells = rows.map(([name, row]) => [
    shorten(encodeTerminalLine(name)),
    ...columns.map((column) => {
      const text = column.cell(row);
      if (column.title === "verdict") return paint.verdict(row.verdict, text);
      return column.needed?.(row) === true
        ? paint.verdict(column.title === "fail" ? "fail" : "error", text)
        : text;
    }),
  ]);
  return renderTable(head, cells);
}

interface MissesOptions {
  readonly width: number;
  readonly shown: number;
  readonly summaryFile: string;
}

function renderMisses(
  summary: Summary,
  { width, shown, summaryFile }: MissesOptions,
  paint: Paint,
): string[] {
  const groups = groupMisses(listMisses(summary));
  const lines = groups.slice(0, shown).flatMap((group) => renderMiss(group, width, paint));
  const rest = groups.slice(shown).reduce((sum, group) => sum + group.length, 0);
  if (rest > 0) lines.push(`  and ${rest} more, all in ${encodeTerminalLine(summaryFile)}`);
  const notRun = notRunLines(
    summary,
    3,
    (count, reason) => `${formatCount(count, "case")} not run: ${reason}`,
  );
  for (const line of notRun) lines.push(...indent(wrapLine(line, width - 2, 2).map(encodeTerminalLine)));
  const recovered = summary.cases.filter((one) => one.recovered).map(({ id }) => id);
  if (recovered.length > 0) {
    lines.push(
      ...indent(
        wrapLine(`${recovered.length} recovered after a retry: ${someOf(recovered)}`, width - 2, 2).map(
          encodeTerminalLine,
        ),
      ),
    );
  }
  return lines;
}

function someOf(names: readonly string[]): string {
  return `${names.slice(0, 5).join(", ")}${names.length > 5 ? " ..." : ""}`;
}

function renderMiss(group: MissGroup, width: number, paint: Paint): string[] {
  const [miss] = group;
  const { status, cause, executions } = miss;
  const label = cause === "errored-output" ? "ERRORED OUTPUT" : status.toUpperCase();
  const [name, ...place] = caseHeading(miss, {
    width,
    indent: label.length + 4,
    ...(executions > 1 && { remark: `executed ${executions} times` }),
  });
  const same = sameReason(group);
  const why = [
    ...wrapLine(explainMiss(miss), width - 4, 3),
    ...(same === undefined ? [] : wrapLine(same, width - 4, 3)),
  ].map(encodeTerminalLine);
  return [
    `  ${paint.verdict(status, label)}  ${name}`,
    ...place.map((line) => `      ${line}`),
    ...why.map((line) => `    ${line}`),
  ];
}

/** A run that is undecided for no other reason than that it is a part. */
function isUndecidedPart(summary: Summary): boolean {
  return summary.gate.verdict === "inconclusive" && isPart(summary) && !mustFail(summary);
}

/** What the table does not say already. */
function renderReasons({ gate }: Summary, options: ReasonOptions, notes: readonly string[]): string[] {
  const reasons = worstFirst(gate.reasons).filter(
    ({ code }) => code !== "partition-failed" && code !== "partition-inconclusive",
  );
  const lines = reasons.slice(0, 12).flatMap((reason) => renderReason(reason, options));
  const rest = reasons.length - 12;
  return [
    ...lines,
    ...(rest > 0 ? [`  and ${formatCount(rest, "more reason")}`] : []),
    ...notes.flatMap((message) => renderReason({ effect: "note", message }, options)),
  ];
}

interface ReasonOptions {
  readonly width: number;
  readonly paint: Paint;
  readonly isPartial: boolean;
}

function renderReason(
  { effect, message }: Pick<GateReason, "effect" | "message">,
  { width, paint, isPartial }: ReasonOptions,
): string[] {
  // What leaves a part undecided is that it is one, and no fault.
  const word = isPartial && effect === "inconclusive" ? "PARTIAL" : effect.toUpperCase();
  const label = effect === "note" ? paint.dim("note") : paint.verdict(effect, word);
  const [first = "", ...rest] = wrapLine(message, width - word.length - 4, 3).map(encodeTerminalLine);
  return [`  ${label}  ${first}`, ...rest.map((line) => `    ${line}`)];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function shorten(name: string): string {
  return name.length <= 32 ? name : `${name.slice(0, 29).toWellFormed()}...`;
}
