import type { JsonValue } from "../dataset/json-value.ts";
import { joinPieces } from "../platform/json-pieces.ts";
import { explainMiss } from "../run/explain-miss.ts";
import type { CutText } from "../run/journal-line.ts";
import type { Summary, SummaryCase } from "../run/summary.ts";
import { missPlace } from "./case-place.ts";
import { showCut } from "./cut-to.ts";
import { encodeCsvCell } from "./encode-csv.ts";
import { encodeTerminal } from "./encode-terminal.ts";
import { formatSum } from "./format-numbers.ts";

type Column = readonly [title: string, cell: (one: SummaryCase) => string];

const columns: readonly Column[] = [
  ["id", ({ id }) => id],
  ["partition", ({ partition }) => partition],
  ["status", ({ status }) => status],
  ["why", (one) => (one.status === "pass" ? "" : explainMiss(one))],
  ["project", ({ project = "" }) => project],
  ["file", ({ file }) => file],
  ["line", (one) => (one.status === "pass" ? "" : String(missPlace(one).line ?? ""))],
  ["test", ({ test }) => test],
  ["trials", ({ trials }) => String(trials)],
  ["attempts", ({ attempts }) => String(attempts)],
  ["durationMs", ({ durationMs }) => formatSum(durationMs)],
  ["costUsd", ({ costUsd }) => (costUsd === undefined ? "" : formatSum(costUsd))],
  ["tags", ({ tags }) => tags.join(" ")],
  ["input", ({ input }) => textOf(input)],
  ["expected", ({ expected }) => textOf(expected)],
  ["output", ({ output }) => textOf(output)],
];

/** Says at the end of a text how long the whole was, as JUnit does. */
function textOf(cut: CutText | undefined): string {
  return cut === undefined ? "" : showCut(cut);
}

/**
 * The cases of a run as CSV (RFC 4180), one row each, with a column per dimension. No cell is a formula, in whichever
 * spreadsheet it is opened.
 *
 * @example
 * ```ts
 * writeFileSync("cases.csv", renderCsv(summary));
 * ```
 */
export function renderCsv(summary: Summary): string {
  return [...csvPieces(summary)].join("");
}

/**
 * What {@link renderCsv} gives, piece by piece, for a large run that is written to a file.
 *
 * @example
 * ```ts
 * for (const piece of renderCsvPieces(summary)) writeSync(file, piece);
 * ```
 */
export function renderCsvPieces(summary: Summary): Iterable<string> {
  return joinPieces(csvPieces(summary));
}

function* csvPieces({ cases }: Summary): Generator<string, void, undefined> {
  const names = new Set<string>();
  for (const { dimensions } of cases) for (const name of Object.keys(dimensions)) names.add(name);
  const all: readonly Column[] = [
    ...columns,
    ...[...names]
      .toSorted()
      .map((name): Column => [`dimension ${name}`, ({ dimensions }) => dimensionText(dimensions, name)]),
  ];
  yield csvRow(all, ([title]) => title);
  for (const one of cases) yield csvRow(all, ([, cell]) => cell(one));
}

function csvRow(all: readonly Column[], cellOf: (column: Column) => string): string {
  let row = "";
  let separator = "";
  for (const column of all) {
    row += separator + encodeCell(cellOf(column));
    separator = ",";
  }
  return `${row}\r\n`;
}

/** Shown as escapes first: a spreadsheet drops what it cannot show, and the formula behind it would be one again; a log may show it, too. */
function encodeCell(text: string): string {
  return plain.test(text) ? text : encodeCsvCell(encodeTerminal(text));
}

/** Most cells: nothing that either encoder knows. */
const plain = /^(?:[0-9A-Za-z](?:[\w ./>-]*[\w./>-])?)?$/;

function dimensionText(dimensions: SummaryCase["dimensions"], name: string): string {
  const value: JsonValue | undefined = Object.hasOwn(dimensions, name) ? dimensions[name] : undefined;
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
