import { readFile } from "node:fs/promises";
import { DatasetBuilder } from "./dataset-builder.ts";
import { byteOrderMark } from "./decode-utf8.ts";
import { loadAction } from "./dataset-problem.ts";
import type { DatasetFile } from "./file-reader.ts";
import { JsonParser } from "./json-parser.ts";
import { attempt } from "./json-problem.ts";
import type { JsonValue } from "./json-value.ts";
import { lineEndOf, LineSplitter } from "./line-splitter.ts";
import { formatOf, openReader } from "./open-reader.ts";
import { unpartitioned } from "./partition.ts";
import { readProblem } from "./read-chunks.ts";
import { fromCsv } from "./saved-csv.ts";
import { stringifyJson } from "./stringify-json.ts";

/** The rows of a file that is to be written again, and how it is laid out. */
export interface SavedRows {
  /** By id, in the order of the file. */
  readonly rows: ReadonlyMap<string, { readonly value: JsonValue; readonly text: string }>;
  readonly isNew: boolean;
  /** Stands before the first row, between two rows and behind the last. */
  readonly before: string;
  readonly between: string;
  readonly after: string;
  /** A row as text; laid out like `like`, the row that it replaces. */
  readonly format: (row: unknown, like?: string) => string;
  /** The same in a layout that can hold the rows that are to be saved, where not every layout can. */
  readonly fit?: (rows: readonly { readonly [field: string]: unknown }[]) => SavedRows;
}

/**
 * Reads the file that a dataset is about to be saved to.
 *
 * @throws EvalError when the file has a problem: saving would destroy what could not be read.
 */
export async function readSavedRows(file: DatasetFile): Promise<SavedRows> {
  const builder = new DatasetBuilder({ partitions: "any", partition: unpartitioned });
  let bytes: Uint8Array = new Uint8Array(0);
  try {
    bytes = await readFile(file.file);
  } catch (error) {
    const problem = readProblem(file, error);
    if (problem.code !== "DATASET_NOT_FOUND") builder.problems.add(problem);
  }
  if (bytes.length > 0) {
    const reader = openReader(file, builder, undefined);
    reader.push(bytes);
    reader.end({ mayBeEmpty: true });
  }
  builder.problems.throwIfAny(loadAction(file.label));
  const markLength = byteOrderMark(bytes);
  const mark = markLength === 0 ? "" : "\ufeff";
  const content = bytes.subarray(markLength);
  const format = formatOf(file.file);
  if (format === "csv") return fromCsv(content, mark);
  return format === "json" ? fromJson(Buffer.from(content).toString("utf8"), mark) : fromJsonl(content, mark);
}

function fromJsonl(content: Uint8Array, mark: string): SavedRows {
  const splitter = new LineSplitter(Infinity);
  const lines = splitter.push(content);
  const last = splitter.end();
  if (last !== undefined) lines.push(last);
  const rows = new Map<string, { value: JsonValue; text: string }>();
  for (const { bytes } of lines) {
    const text = Buffer.from(bytes ?? []).toString("utf8");
    if (text.trim() === "") continue;
    const value = new JsonParser(text).parseWhole();
    rows.set(idOf(value), { value, text });
  }
  const end = lineEndOf(content);
  return {
    rows,
    isNew: rows.size === 0,
    before: mark,
    between: end,
    after: end,
    format: (row) => stringifyJson(row),
  };
}

function fromJson(text: string, mark: string): SavedRows {
  const rows = new Map<string, { value: JsonValue; text: string }>();
  attempt(() => {
    new JsonParser(text).parseElements((value, start, end) =>
      rows.set(idOf(value), { value, text: text.slice(start, end) }),
    );
  });
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = /^\s*\[\s*?[\r\n]+([ \t]+)/.exec(text)?.[1] ?? "  ";
  return {
    rows,
    isNew: rows.size === 0,
    before: `${mark}[${end}${indent}`,
    between: `,${end}${indent}`,
    after: `${end}]${end}`,
    format: (row, like) => {
      if (like === undefined || !/[\r\n]/.test(like)) return stringifyJson(row);
      return stringifyJson(row, { indent, margin: indent }).replaceAll("\n", end);
    },
  };
}

function idOf(value: JsonValue): string {
  return (value as { readonly id: string }).id;
}
