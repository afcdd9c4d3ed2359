import { columnName, parseHeader, type CsvColumn } from "./csv-columns.ts";
import { rowOf } from "./csv-row.ts";
import type { DatasetBuilder } from "./dataset-builder.ts";
import type { EvalCase } from "./eval-case.ts";
import { FileReader, type DatasetFile } from "./file-reader.ts";
import type { GoldenCheck } from "./golden-check.ts";
import type { JsonPath } from "./json-path.ts";
import { longestRow } from "./jsonl-reader.ts";
import { locateCell } from "./locate-cell.ts";
import { parseRecords } from "./parse-records.ts";
import { RecordSplitter, type CsvRecord } from "./record-splitter.ts";
import type { RowPlace } from "./row-place.ts";
import { TextLines } from "./text-lines.ts";

interface RecordText {
  readonly text: string;
  readonly line: number;
}

/** Reads CSV (RFC 4180): a header that names the columns, then one case per record. */
export class CsvReader extends FileReader {
  readonly #splitter: RecordSplitter = new RecordSplitter(longestRow);
  #columns: readonly CsvColumn[] | undefined;

  constructor(file: DatasetFile, builder: DatasetBuilder, golden: GoldenCheck | undefined) {
    super(file, builder, golden);
  }

  protected override read(bytes: Uint8Array): EvalCase[] {
    return this.#readRecords(this.#splitter.push(bytes));
  }

  protected override finish(): EvalCase[] {
    return this.#readRecords(this.#splitter.end());
  }

  #readRecords(records: readonly CsvRecord[]): EvalCase[] {
    const texts: RecordText[] = [];
    for (const record of records) {
      const text = this.#textOf(record);
      if (text !== undefined) texts.push(text);
      else if (this.#columns === undefined && texts.length === 0) this.stop();
    }
    if (this.isBroken || texts.length === 0) return [];
    const { cells, problem } = parseRecords(texts.map(({ text }) => text));
    const cases = cells.flatMap((row, index) => this.#readRow(row, texts[index] as RecordText));
    if (problem === undefined || this.isBroken) return cases;
    const { what, remedy } = problem;
    // Where a record ends is a matter of quotes: behind a stray one, nothing could be told for sure.
    this.giveUp(
      this.#cellPlace(texts[problem.record] as RecordText, problem.cell),
      "DATASET_SYNTAX",
      what,
      remedy,
    );
    return cases;
  }

  #textOf({ line, offset, bytes }: CsvRecord): RecordText | undefined {
    if (bytes === undefined) {
      this.problem(
        { source: this.file, line, column: 1 },
        "DATASET_ROW_TOO_LARGE",
        "the row is longer than 64 MiB",
        "Close the quote that was left open, or keep large content in files of its own",
      );
      return undefined;
    }
    const text = this.decode(bytes, line, offset + this.markLength);
    return text === undefined ? undefined : { text, line };
  }

  #readRow(cells: readonly string[], record: RecordText): EvalCase[] {
    if (this.isBroken) return [];
    if (this.#columns === undefined) {
      this.#readHeader(cells, record);
      return [];
    }
    const columns = this.#columns;
    if (cells.length !== columns.length) {
      const what = `the row has ${countOf(cells.length, "cell")}, the header has ${countOf(columns.length, "column")}`;
      const remedy = "Give every row a cell for every column, and put cells with a comma in quotes";
      this.problem(this.#place(record, 0), "DATASET_SYNTAX", what, remedy);
      return [];
    }
    let isWrong = false;
    const row = rowOf(columns, cells, (index, { offset, what, remedy }) => {
      isWrong = true;
      const shown = columnName(columns[index] as CsvColumn);
      this.problem(
        this.#cellPlace(record, index, offset),
        "DATASET_SYNTAX",
        `in "${shown}": ${what}`,
        remedy,
      );
    });
    return isWrong ? [] : this.addRow(row, this.#rowPlace(record, columns));
  }

  #readHeader(cells: readonly string[], record: RecordText): void {
    const { columns, problems } = parseHeader(cells);
    this.#columns = columns;
    for (const { column, what, remedy } of problems) {
      this.giveUp(this.#cellPlace(record, column ?? 0), "DATASET_SYNTAX", what, remedy);
    }
  }

  #rowPlace(record: RecordText, columns: readonly CsvColumn[]): RowPlace {
    const locate = ([field, key]: JsonPath): { line: number; column: number } => {
      const index = columns.findIndex(
        (column) => column.field === field && (column.key === undefined || column.key === key),
      );
      const { line, column } = this.#cellPlace(record, Math.max(index, 0));
      return { line, column };
    };
    return { ...this.#place(record, 0), locate };
  }

  #cellPlace(record: RecordText, index: number, offset = 0): RowPlace {
    return this.#place(record, locateCell(record.text, index, offset));
  }

  #place({ text, line }: RecordText, offset: number): RowPlace {
    const within = new TextLines(text).at(offset);
    return { source: this.file, line: line + within.line - 1, column: within.column };
  }
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
