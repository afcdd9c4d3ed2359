import type { EvalCase } from "./eval-case.ts";
import type { DatasetBuilder } from "./dataset-builder.ts";
import { FileReader, type DatasetFile } from "./file-reader.ts";
import type { GoldenCheck } from "./golden-check.ts";
import { parseJson } from "./json-parser.ts";
import { LineSplitter, type Line } from "./line-splitter.ts";
import { locateJson } from "./locate-json.ts";

/** The longest row, in bytes: 64 MiB. */
export const longestRow: number = 64 * 2 ** 20;

/** Reads JSONL: one case per line, blank lines in between. */
export class JsonlReader extends FileReader {
  readonly #lines: LineSplitter;

  constructor(file: DatasetFile, builder: DatasetBuilder, golden: GoldenCheck | undefined) {
    super(file, builder, golden);
    this.#lines = new LineSplitter(longestRow);
  }

  protected override read(bytes: Uint8Array): EvalCase[] {
    return this.#lines.push(bytes).flatMap((line) => this.#readLine(line));
  }

  protected override finish(): EvalCase[] {
    const line = this.#lines.end();
    return line === undefined ? [] : this.#readLine(line);
  }

  #readLine({ number, offset, bytes }: Line): EvalCase[] {
    const start = { source: this.file, line: number, column: 1 };
    if (bytes === undefined) {
      this.problem(
        start,
        "DATASET_ROW_TOO_LARGE",
        "the row is longer than 64 MiB",
        "Keep large content in files of its own, and their paths in the row",
      );
      return [];
    }
    const text = this.decode(bytes, number, offset + this.markLength);
    if (text === undefined || isBlank(text)) return [];
    const parsed = parseJson(text);
    if ("value" in parsed) {
      const locate = (path: readonly (string | number)[]): { line: number; column: number } => ({
        line: number,
        column: locateJson(text, path) + 1,
      });
      return this.addRow(parsed.value, { ...start, locate });
    }
    const { offset: at, what, remedy } = parsed.problem;
    this.problem({ ...start, column: at + 1 }, "DATASET_SYNTAX", what, this.#remedy(text, number, remedy));
    return [];
  }

  #remedy(text: string, line: number, remedy: string): string {
    return line === 1 && text.trimStart().startsWith("[")
      ? "A JSON array belongs in a file that ends in .json; .jsonl holds one case per line"
      : remedy;
  }
}

function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}
