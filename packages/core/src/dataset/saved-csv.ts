import { parseHeader, type CsvColumn } from "./csv-columns.ts";
import { columnsFor, formatHeader, formatRecord } from "./csv-layout.ts";
import { rowOf } from "./csv-row.ts";
import type { JsonValue } from "./json-value.ts";
import { lineEndOf } from "./line-splitter.ts";
import { parseRecords } from "./parse-records.ts";
import { RecordSplitter } from "./record-splitter.ts";
import type { SavedRows } from "./saved-rows.ts";
import { stringifyJson } from "./stringify-json.ts";

type Rows = SavedRows["rows"];

/** The rows of a CSV file without problems, and its layout. */
export function fromCsv(content: Uint8Array, mark: string): SavedRows {
  const splitter = new RecordSplitter(Infinity);
  const texts = [...splitter.push(content), ...splitter.end()].map(({ bytes }) =>
    Buffer.from(bytes ?? []).toString("utf8"),
  );
  const { cells } = parseRecords(texts);
  const { columns } = cells[0] === undefined ? { columns: [] } : parseHeader(cells[0]);
  const rows = new Map<string, { value: JsonValue; text: string }>();
  for (const [index, text] of texts.entries()) {
    if (index === 0) continue;
    const value = rowOf(columns, cells[index] ?? [], () => undefined) as { readonly id: string };
    rows.set(value.id, { value: value as unknown as JsonValue, text });
  }
  return layOut(rows, columns, { mark, end: lineEndOf(content), header: texts[0] ?? "" });
}

interface Layout {
  readonly mark: string;
  readonly end: string;
  /** The text of the first line. */
  readonly header: string;
}

function layOut(rows: Rows, columns: readonly CsvColumn[], layout: Layout): SavedRows {
  const { mark, end, header } = layout;
  return {
    rows,
    isNew: rows.size === 0,
    before: `${mark}${header}${end}`,
    between: end,
    after: end,
    format: (row) => formatRecord(row as { readonly [field: string]: unknown }, columns),
    // A value that no column can hold changes the columns, and with them every line.
    fit: (given) => {
      // Names what JSON cannot hold by its path in the row.
      for (const row of given) stringifyJson(row);
      const fitting = columnsFor(given, columns);
      if (fitting === columns) return layOut(rows, columns, layout);
      const laidOut = [...rows].map(([id, { value }]) => {
        const text = formatRecord(value as { readonly [field: string]: unknown }, fitting);
        return [id, { value, text }] as const;
      });
      return layOut(new Map(laidOut), fitting, { ...layout, header: formatHeader(fitting) });
    },
  };
}
