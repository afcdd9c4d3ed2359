import { stripVTControlCharacters } from "node:util";
import type { CaseChange, Comparison, Difference } from "../run/comparison.ts";
import { isStrict } from "../run/compare/decide.ts";
import { formatPoints } from "../run/compare/show-difference.ts";
import type { GateVerdict } from "../run/summary.ts";
import { caseHeading } from "./case-heading.ts";
import { describeBase } from "./describe-base.ts";
import { encodeTerminalLine } from "./encode-terminal.ts";
import { formatCount, formatShare } from "./format-numbers.ts";
import { createPaint, type Paint } from "./paint.ts";
import { renderTable } from "./render-table.ts";
import { wrapLine } from "./wrap-line.ts";

export interface RenderComparisonOptions {
  /** ANSI colours. Default: no. */
  readonly color?: boolean;
  /** In columns, 40 at least. Default: 120. */
  readonly width?: number;
  /** How many cases of a list are shown; newly failing ones are all shown. Default: 20. */
  readonly shown?: number;
}

/**
 * A comparison for a terminal: the verdict, one line per partition and score, every case that newly fails by its name, and
 * what could not be compared. Text from tests, data and models is encoded; the result can be printed as it is.
 *
 * @example
 * ```ts
 * process.stdout.write(renderComparison(comparison, { width: process.stdout.columns }));
 * ```
 */
export function renderComparison(comparison: Comparison, options: RenderComparisonOptions = {}): string {
  const { color = false, shown = 20 } = options;
  const width = Math.max(40, options.width ?? 120);
  const paint = createPaint(color);
  const { newlyFailing, newlyPassing, otherChanges } = comparison;
  const blocks = [
    headline(comparison, paint),
    renderRows(comparison, width - 2, paint),
    renderChanges("newly failing", newlyFailing, { width, shown: newlyFailing.length, paint }),
    renderChanges("newly passing", newlyPassing, { width, shown, paint }),
    renderChanges("without a verdict on one side", otherChanges, { width, shown, paint }),
    renderNotes(comparison, { width, shown, paint }),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const decisions: { readonly [decision in GateVerdict]: string } = {
  pass: "NO REGRESSION",
  fail: "REGRESSION",
  inconclusive: "INCONCLUSIVE",
};

function headline({ decision, base, head, paired }: Comparison, paint: Paint): string[] {
  const verdict = paint.bold(paint.verdict(decision, decisions[decision]));
  const how = paired ? "" : ", cases not paired";
  return [
    `Assay  ${verdict}`,
    `  ${paint.dim(`base ${encodeTerminalLine(base.runId)} (${describeBase(base, head)})${how}`)}`,
    `  ${paint.dim(`head ${encodeTerminalLine(head.runId)}`)}`,
  ];
}

interface Row extends Difference {
  /** Untrusted text. */
  readonly title: string;
  readonly name: string;
  readonly flips: string;
  readonly show: (value: number) => string;
}

const figure = (value: number): string => value.toFixed(2);

function rowsOf({ partitions, scores }: Comparison): readonly Row[] {
  return [
    ...Object.entries(partitions).map(([name, row]) => ({
      ...row,
      title: name,
      name: encodeTerminalLine(name),
      flips: `-${row.newlyFailing} +${row.newlyPassing}`,
      show: formatShare,
    })),
    ...scores.map((row) => ({
      ...row,
      title: `${row.partition}, ${row.subject ?? row.check}`,
      name: encodeTerminalLine(`${row.partition}, ${row.subject ?? row.check}`),
      flips: "",
      show: figure,
    })),
  ];
}

interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** Where the space is short, the lowest goes first. */
  readonly rank: number;
  readonly cell: (row: Row) => string;
}

const columns: readonly Column[] = [
  { title: "cases", align: "right", rank: 9, cell: ({ cases }) => String(cases) },
  { title: "base", align: "right", rank: 4, cell: ({ base, cases, show }) => known(cases, show(base)) },
  { title: "head", align: "right", rank: 5, cell: ({ head, cases, show }) => known(cases, show(head)) },
  { title: "flips", align: "right", rank: 3, cell: ({ flips }) => flips },
  {
    title: "change",
    align: "right",
    rank: 9,
    cell: ({ difference, cases }) => known(cases, points(difference)),
  },
  {
    title: "95 %",
    align: "right",
    rank: 2,
    cell: ({ interval, cases }) => known(cases, `${points(interval.low)} to ${points(interval.high)}`),
  },
  { title: "p", align: "right", rank: 1, cell: ({ p, cases }) => known(cases, formatP(p)) },
  { title: "verdict", align: "left", rank: 9, cell: ({ verdict }) => verdict },
  {
    title: "cases needed",
    align: "right",
    rank: 0,
    cell: ({ needed }) => (needed === undefined ? "" : `about ${needed}`),
  },
];

function renderRows(comparison: Comparison, width: number, paint: Paint): string[] {
  const rows = rowsOf(comparison);
  if (rows.length === 0) return [];
  const nameWidth = Math.max(16, Math.floor(width / 3));
  for (let rank = 0; ; rank++) {
    const shown = columns.filter((column) => column.rank >= rank);
    const lines = table(rows, shown, { nameWidth, paint });
    const longest = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
    if (longest <= width || rank === 6) return lines.map((line) => `  ${line}`);
  }
}

interface TableOptions {
  readonly nameWidth: number;
  readonly paint: Paint;
}

function table(rows: readonly Row[], shown: readonly Column[], { nameWidth, paint }: TableOptions): string[] {
  const head = [
    { title: "", align: "left" as const },
    ...shown.map(({ title, align }) => ({ title: paint.dim(title), align })),
  ];
  const cells = rows.map((row) => [
    shorten(row.name, nameWidth),
    ...shown.map(({ title, cell }) => (title === "verdict" ? paintVerdict(row, paint) : cell(row))),
  ]);
  return renderTable(head, cells).split("\n");
}

function paintVerdict({ verdict }: Row, paint: Paint): string {
  if (verdict === "regression") return paint.verdict("fail", verdict);
  return verdict === "improvement" ? paint.verdict("pass", verdict) : verdict;
}

interface ListOptions {
  readonly width: number;
  readonly shown: number;
  readonly paint: Paint;
}

function renderChanges(
  title: string,
  changes: readonly CaseChange[],
  { width, shown, paint }: ListOptions,
): string[] {
  if (changes.length === 0) return [];
  const lines = changes.slice(0, shown).flatMap((change) => {
    const { base, head, reason } = change;
    const label = `${base} -> ${head}`;
    const [name, ...place] = caseHeading(change, { width, indent: label.length + 6 });
    const why = reason === undefined ? [] : wrapLine(reason, width - 6, 2).map(encodeTerminalLine);
    return [
      `    ${paint.verdict(head, label)}  ${name}`,
      ...place.map((line) => `        ${line}`),
      ...why.map((line) => `      ${line}`),
    ];
  });
  return [`  ${formatCount(changes.length, "case")} ${title}`, ...lines, ...more(changes.length - shown)];
}

function renderNotes(comparison: Comparison, { width, shown, paint }: ListOptions): string[] {
  const { open, notComparable, added, removed } = comparison;
  const note = (label: string, text: string): string[] => {
    const room = width - stripVTControlCharacters(label).length - 4;
    const [first = "", ...rest] = wrapLine(text, room, 3).map(encodeTerminalLine);
    return [`  ${label}  ${first}`, ...rest.map((line) => `    ${line}`)];
  };
  const changed = notComparable.map(({ message, cases }) =>
    cases.length === 0
      ? message
      : `${message}: ${formatCount(cases.length, "case")} left out: ${names(cases)}`,
  );
  return [
    ...whatGotWorse(comparison).flatMap((text) => note(paint.verdict("fail", "REGRESSION"), text)),
    ...open.flatMap(({ message }) => note(paint.verdict("inconclusive", "OPEN"), message)),
    ...changed.slice(0, shown).flatMap((text) => note(paint.dim("not comparable"), text)),
    ...more(changed.length - shown),
    ...(added.length > 0
      ? note(paint.dim("added"), `${formatCount(added.length, "case")}: ${names(added)}`)
      : []),
    ...(removed.length > 0
      ? note(paint.dim("removed"), `${formatCount(removed.length, "case")}: ${names(removed)}`)
      : []),
  ];
}

/** What the verdict rests on: the list of flips holds tolerated ones as well. */
function whatGotWorse(comparison: Comparison): readonly string[] {
  if (comparison.decision !== "fail") return [];
  const strict = comparison.newlyFailing.filter(
    ({ base, head, partition }) => base === "pass" && head === "fail" && isStrict(partition),
  );
  const counts = new Map<string, number>();
  for (const { partition } of strict) counts.set(partition, (counts.get(partition) ?? 0) + 1);
  const rows = rowsOf(comparison).filter(({ verdict }) => verdict === "regression");
  return [
    ...[...counts].map(([name, count]) => `${name}: ${formatCount(count, "case")} newly failing; none may`),
    ...rows.map(
      ({ title, difference, cases }) =>
        `${title}: ${formatPoints(difference)} down over ${formatCount(cases, "case")}, more than chance`,
    ),
  ];
}

function more(rest: number): string[] {
  return rest > 0 ? [`    and ${rest} more`] : [];
}

function names(ids: readonly string[]): string {
  return `${ids.slice(0, 5).join(", ")}${ids.length > 5 ? " ..." : ""}`;
}

/** Of a hundred, with its sign: a rate's percentage points, or hundredths of a score. */
function points(difference: number): string {
  const rounded = Number((difference * 100).toFixed(1));
  return `${rounded > 0 ? "+" : ""}${rounded === 0 ? 0 : rounded}`;
}

function formatP(p: number): string {
  if (p < 0.001) return "< 0.001";
  return String(Number(p.toFixed(3)));
}

function known(cases: number, text: string): string {
  return cases === 0 ? "-" : text;
}

function shorten(name: string, width: number): string {
  return name.length <= width ? name : `${name.slice(0, width - 3).toWellFormed()}...`;
}
