import { loadCsvParse } from "../platform/native-require.cjs";

/** Why a record is no CSV. */
export interface RecordProblem {
  /** Of the record in the list, from 0. */
  readonly record: number;
  /** The cell's number, from 0. */
  readonly cell: number;
  readonly what: string;
  readonly remedy: string;
}

/** The cells of each record (RFC 4180, nothing tolerated), up to the first that cannot be read. */
export function parseRecords(records: readonly string[]): {
  readonly cells: readonly (readonly string[])[];
  readonly problem?: RecordProblem;
} {
  const together = tryParse(records.join("\n"));
  if ("cells" in together && together.cells.length === records.length) return together;
  const cells: (readonly string[])[] = [];
  for (const [record, text] of records.entries()) {
    const alone = tryParse(text);
    if ("code" in alone) return { cells, problem: describe(record, alone) };
    cells.push(...alone.cells);
  }
  return { cells };
}

interface Refusal {
  readonly code: string;
  readonly cell: number;
}

function tryParse(text: string): { readonly cells: string[][] } | Refusal {
  try {
    const options = { record_delimiter: "\n", relax_column_count: true };
    return { cells: loadCsvParse().parse(text, options) };
  } catch (error) {
    const { code, column } = error as { readonly code?: unknown; readonly column?: unknown };
    if (typeof code !== "string") throw error;
    return { code, cell: typeof column === "number" ? column : 0 };
  }
}

function describe(record: number, { code, cell }: Refusal): RecordProblem {
  const remedy = 'Put the whole cell in quotes, and double every quote inside: "say ""hi"""';
  const what =
    {
      CSV_QUOTE_NOT_CLOSED: "the quote of this cell is never closed",
      INVALID_OPENING_QUOTE: "a quote stands inside of a cell that does not start with one",
      CSV_INVALID_CLOSING_QUOTE: "this cell goes on behind its closing quote",
    }[code] ?? `this is no CSV (${code})`;
  return { record, cell, what: `${what}, so that the rest of the file was not read`, remedy };
}
