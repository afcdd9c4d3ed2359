import type { DatasetBuilder } from "./dataset-builder.ts";
import type { EvalCase } from "./eval-case.ts";
import { FileReader, type DatasetFile } from "./file-reader.ts";
import type { GoldenCheck } from "./golden-check.ts";
import { JsonParser } from "./json-parser.ts";
import { attempt } from "./json-problem.ts";
import type { JsonValue } from "./json-value.ts";
import { longestRow } from "./jsonl-reader.ts";
import { locateJson } from "./locate-json.ts";
import { TextLines } from "./text-lines.ts";

/** Reads a JSON file: one array of cases. It is held in memory as a whole, so it may be no longer than a row. */
export class JsonReader extends FileReader {
  #parts: Uint8Array[] = [];
  #length = 0;

  constructor(file: DatasetFile, builder: DatasetBuilder, golden: GoldenCheck | undefined) {
    super(file, builder, golden);
  }

  protected override read(bytes: Uint8Array): EvalCase[] {
    this.#length += bytes.length;
    if (this.#length > longestRow) this.#parts = [];
    else this.#parts.push(bytes);
    return [];
  }

  protected override finish(): EvalCase[] {
    if (this.#length > longestRow) {
      this.problem(
        { source: this.file, line: 1, column: 1 },
        "DATASET_ROW_TOO_LARGE",
        "the file is longer than 64 MiB",
        "Write it as .jsonl, one case per line",
      );
      return [];
    }
    const text = this.decode(Buffer.concat(this.#parts), 1, this.markLength);
    this.#parts = [];
    return text === undefined || text.trim() === "" ? [] : this.#readText(text);
  }

  #readText(text: string): EvalCase[] {
    const lines = new TextLines(text);
    const cases: EvalCase[] = [];
    const parser = new JsonParser(text);
    const parsed = attempt(() => {
      parser.parseElements((row, start, end) =>
        cases.push(...this.#readElement(row, text, lines, [start, end])),
      );
      parser.expectEnd();
    });
    if (parsed !== undefined) {
      const { offset, what, remedy } = parsed.problem;
      const isRows = text.trimStart().startsWith("{");
      this.problem(
        { source: this.file, ...lines.at(offset) },
        "DATASET_SYNTAX",
        what,
        isRows
          ? "A .json dataset is one array of cases; one case per line belongs in a file that ends in .jsonl"
          : remedy,
      );
    }
    return cases;
  }

  #readElement(row: JsonValue, text: string, lines: TextLines, [start, end]: [number, number]): EvalCase[] {
    const locate = (path: readonly (string | number)[]): { line: number; column: number } =>
      lines.at(start + locateJson(text.slice(start, end), path));
    return this.addRow(row, { source: this.file, ...lines.at(start), locate });
  }
}
