import { showName } from "../errors/show-value.ts";
import type { JsonPath } from "./json-path.ts";

/** What rows come from: a file, or an array or stream in code. */
export interface RowSource {
  /** Absolute; absent for rows that come from code. */
  readonly file?: string;
  /** The file as messages name it, or what the rows are ("the inline cases"). */
  readonly label: string;
}

/** Where a row stands. */
export interface RowPlace {
  readonly source: RowSource;
  /** In a file: the line, from 1, or 0 for the file as a whole. In code: the row's number, from 1. */
  readonly line: number;
  readonly column: number;
  /** Finds a value inside the row. */
  readonly locate?: (path: JsonPath) => { readonly line: number; readonly column: number };
}

/** The place of the value at `path` inside the row at `place`. */
export function placeOf(place: RowPlace, path: JsonPath): RowPlace {
  return place.locate === undefined ? place : { source: place.source, ...place.locate(path) };
}

export function fileAsAWhole(source: RowSource): RowPlace {
  return { source, line: 0, column: 0 };
}

/** `cases.jsonl:12:8`, or `case 3 of the inline cases`. */
export function formatPlace({ source, line, column }: RowPlace): string {
  const label = showName(source.label);
  if (source.file === undefined) return line === 0 ? label : `case ${line} of ${label}`;
  return line === 0 ? label : `${label}:${line}:${column}`;
}
