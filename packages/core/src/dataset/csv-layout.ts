import { encodeCsvCell } from "../report/encode-csv.ts";
import { columnName, listFields, objectFields, type CsvColumn } from "./csv-columns.ts";
import { isPlainObject } from "./plain-object.ts";
import { stringifyJson } from "./stringify-json.ts";
import { caseFields } from "./validate-case.ts";

type Row = { readonly [field: string]: unknown };

/** Above this, an object of many keys is one column of JSON. */
const mostKeys = 100;

/** Columns that hold `rows` without loss: `existing` where they do, else those and what is missing. */
export function columnsFor(rows: readonly Row[], existing: readonly CsvColumn[]): readonly CsvColumn[] {
  if (existing.length > 0 && rows.every((row) => holds(existing, row))) return existing;
  const order = new Set([...existing.map(({ field }) => field), ...caseFields]);
  return [...order].flatMap((field) =>
    columnsOf(
      field,
      rows.map((row) => row[field]).filter((value) => value !== undefined),
      existing.filter((column) => column.field === field),
    ),
  );
}

export function formatHeader(columns: readonly CsvColumn[]): string {
  return columns.map((column) => encodeCsvCell(columnName(column))).join(",");
}

/** A row as one record. */
export function formatRecord(row: Row, columns: readonly CsvColumn[]): string {
  return columns.map((column) => encodeCsvCell(textOf(column, valueOf(row, column)))).join(",");
}

function columnsOf(
  field: string,
  values: readonly unknown[],
  existing: readonly CsvColumn[],
): readonly CsvColumn[] {
  if (values.length === 0) return existing;
  const isKeyed = existing.length === 0 || existing.some(({ key }) => key !== undefined);
  if (objectFields.includes(field) && isKeyed && values.every(isSplittable)) {
    const objects = values as readonly Row[];
    const known = existing.map(({ key }) => key as string);
    const keys = [...new Set([...known, ...objects.flatMap((object) => Object.keys(object))])];
    if (keys.length <= mostKeys) return keys.map((key) => keyColumn(field, key, objects, existing));
  }
  const wasJson = existing.some(({ key, isJson }) => key === undefined && isJson);
  return [{ field, isJson: wasJson || !values.every((value) => fitsText({ field, isJson: false }, value)) }];
}

function keyColumn(
  field: string,
  key: string,
  objects: readonly Row[],
  existing: readonly CsvColumn[],
): CsvColumn {
  const wasJson = existing.some((column) => column.key === key && column.isJson);
  const text = { field, key, isJson: false };
  const isText = objects.every((object) => !Object.hasOwn(object, key) || fitsText(text, object[key]));
  return { ...text, isJson: wasJson || !isText };
}

function holds(columns: readonly CsvColumn[], row: Row): boolean {
  return Object.entries(row).every(([field, value]) => {
    if (value === undefined) return true;
    const own = columns.filter((column) => column.field === field);
    const [whole] = own;
    if (whole === undefined) return false;
    if (whole.key === undefined) return fitsText(whole, value);
    if (!isSplittable(value)) return false;
    return Object.entries(value).every(([key, inner]) => {
      const column = own.find((candidate) => candidate.key === key);
      return column !== undefined && fitsText(column, inner);
    });
  });
}

/** Whether a cell of the column gives `value` back. An empty cell would say that there is none. */
function fitsText({ field, key, isJson }: CsvColumn, value: unknown): boolean {
  if (isJson) return true;
  if (key !== undefined || !listFields.includes(field)) return isText(value);
  return Array.isArray(value) && value.length > 0 && value.every(isListed);
}

function isText(value: unknown): value is string {
  // UTF-8 has no half of a surrogate pair.
  return typeof value === "string" && value !== "" && value.isWellFormed();
}

function isListed(element: unknown): boolean {
  return isText(element) && element.trim() === element && !element.includes(";");
}

function isSplittable(value: unknown): value is Row {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !isPlainObject(value))
    return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => isText(key) && !key.endsWith(":json"));
}

function valueOf(row: Row, { field, key }: CsvColumn): unknown {
  const value = row[field];
  if (key === undefined || value === undefined) return value;
  return Object.hasOwn(value as Row, key) ? (value as Row)[key] : undefined;
}

function textOf({ isJson }: CsvColumn, value: unknown): string {
  if (value === undefined) return "";
  if (isJson) return stringifyJson(value);
  return Array.isArray(value) ? value.join(";") : (value as string);
}
