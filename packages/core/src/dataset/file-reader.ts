import { createHash } from "node:crypto";
import type { DatasetBuilder } from "./dataset-builder.ts";
import { byteOrderMark, decodeUtf8, foreignEncoding } from "./decode-utf8.ts";
import type { DatasetProblem } from "./dataset-problem.ts";
import type { EvalCase } from "./eval-case.ts";
import type { GoldenCheck } from "./golden-check.ts";
import { fileAsAWhole, type RowPlace, type RowSource } from "./row-place.ts";

/** A file of cases: where it is, and how messages name it. */
export interface DatasetFile extends RowSource {
  readonly file: string;
}

/** Turns the bytes of one file into cases, as they come; fed by a synchronous or an asynchronous reader. */
export abstract class FileReader {
  protected readonly file: DatasetFile;
  protected readonly builder: DatasetBuilder;
  /** Bytes of the byte order mark. */
  protected markLength: number = 0;
  readonly #golden: GoldenCheck | undefined;
  readonly #hash = createHash("sha256");
  readonly #rowsBefore: number;
  #started = false;
  #isBroken = false;
  #sawProblem = false;

  constructor(file: DatasetFile, builder: DatasetBuilder, golden: GoldenCheck | undefined) {
    this.file = file;
    this.builder = builder;
    this.#golden = golden;
    this.#rowsBefore = builder.rows;
  }

  protected abstract read(bytes: Uint8Array): EvalCase[];
  protected abstract finish(): EvalCase[];

  push(chunk: Uint8Array): EvalCase[] {
    this.#hash.update(chunk);
    if (this.#isBroken) return [];
    return this.read(this.#started ? chunk : this.#start(chunk));
  }

  end({ mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {}): EvalCase[] {
    const cases = this.#isBroken ? [] : this.finish();
    if (!mayBeEmpty && this.builder.rows === this.#rowsBefore && !this.#sawProblem) {
      this.problem(
        fileAsAWhole(this.file),
        "DATASET_EMPTY",
        "the file holds no case",
        "Add a case, or remove the file",
      );
    }
    // What was not read cannot be told from what was removed.
    if (!this.#isBroken) this.#golden?.finish((problem) => this.builder.problems.add(problem));
    return cases;
  }

  /** Whether the reader gave up: the rest of the file is not read. */
  protected get isBroken(): boolean {
    return this.#isBroken;
  }

  /** SHA-256 of the file's bytes; call it after `end`. */
  digest(): string {
    return `sha256:${this.#hash.digest("hex")}`;
  }

  protected problem(place: RowPlace, code: DatasetProblem["code"], what: string, remedy: string): void {
    this.#sawProblem = true;
    this.builder.problems.add({ code, place, what, remedy });
  }

  /** A problem that leaves the rest of the file without a meaning. */
  protected giveUp(place: RowPlace, code: DatasetProblem["code"], what: string, remedy: string): void {
    this.stop();
    this.problem(place, code, what, remedy);
  }

  protected stop(): void {
    this.#isBroken = true;
  }

  protected addRow(row: unknown, place: RowPlace): EvalCase[] {
    const evalCase = this.builder.addRow(row, place);
    if (evalCase === undefined) {
      this.#golden?.skip(row);
      return [];
    }
    this.#golden?.see(evalCase);
    return [evalCase];
  }

  /** The text of `bytes`, which start at byte `offset` of the file and on `line`. */
  protected decode(bytes: Uint8Array, line: number, offset: number): string | undefined {
    const decoded = decodeUtf8(bytes);
    if ("text" in decoded) return decoded.text;
    const good = Buffer.from(bytes.subarray(0, decoded.invalidAt)).toString("utf8");
    const lines = good.split(/\r\n|\r|\n/);
    const byte = (bytes[decoded.invalidAt] ?? 0).toString(16).padStart(2, "0");
    this.problem(
      { source: this.file, line: line + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 },
      "DATASET_ENCODING",
      `byte ${offset + decoded.invalidAt} of the file (0x${byte}) is not UTF-8`,
      "Save the file as UTF-8",
    );
    return undefined;
  }

  #start(chunk: Uint8Array): Uint8Array {
    this.#started = true;
    const foreign = foreignEncoding(chunk);
    if (foreign !== undefined) {
      this.giveUp(
        { source: this.file, line: 1, column: 1 },
        "DATASET_ENCODING",
        `the file is written in ${foreign}`,
        "Save it as UTF-8",
      );
      return new Uint8Array(0);
    }
    this.markLength = byteOrderMark(chunk);
    return chunk.subarray(this.markLength);
  }
}
