import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { EvalError } from "../errors/eval-error.ts";
import { isIntact, textOfBytes } from "./journal-line.ts";
import type { JournalRange } from "./journal-places.ts";

/** A process may have few files open. */
const mostOpen = 64;

/** Cases follow each other in the journal about as they do in the summary. */
const windowSize = 64 * 1024;

/** The journal files that a few cases are in. */
export class JournalFiles {
  readonly #directory: string;
  readonly #open: Map<string, number> = new Map();
  /** What was read last, and where it is from. */
  #window: Buffer = Buffer.allocUnsafe(windowSize);
  #place: JournalRange = { file: "", start: 0, length: 0 };

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The lines of `range`, each good until the next range is read. */
  *lines(range: JournalRange): Generator<Buffer, void, undefined> {
    const bytes = this.#bytes(range);
    for (let from = 0; from < range.length;) {
      const end = endOfLineAt(bytes, from);
      yield bytes.subarray(from, end);
      from = end + 1;
    }
  }

  /** The same as one text, without the last newline; every line is as it was written. */
  text(range: JournalRange): string {
    const bytes = this.#bytes(range);
    for (let from = 0; from < range.length;) {
      const end = endOfLineAt(bytes, from);
      if (!isIntact(bytes.subarray(from, end))) throw this.changed(range);
      from = end + 1;
    }
    return textOfBytes(bytes);
  }

  close(): void {
    for (const descriptor of this.#open.values()) closeSync(descriptor);
    this.#open.clear();
  }

  changed({ file }: JournalRange): EvalError {
    const path = join(this.#directory, file);
    return new EvalError(
      `Failed to read journal "${path}": it changed while it was read. Make the report again, after the run.`,
      { code: "RUN_NOT_FOUND" },
    );
  }

  #bytes(range: JournalRange): Buffer {
    const { file, start, length } = range;
    const { file: known, start: from, length: size } = this.#place;
    if (file !== known || start < from || start + length > from + size) this.#read(range);
    const offset = start - this.#place.start;
    return this.#window.subarray(offset, offset + length);
  }

  #read(range: JournalRange): void {
    const { file, start, length } = range;
    if (this.#window.length < length) this.#window = Buffer.allocUnsafe(2 * length);
    const read = readSync(this.#descriptor(file), this.#window, 0, this.#window.length, start);
    if (read < length) throw this.changed(range);
    this.#place = { file, start, length: read };
  }

  #descriptor(file: string): number {
    const known = this.#open.get(file);
    if (known !== undefined) return known;
    if (this.#open.size >= mostOpen) this.close();
    const descriptor = openSync(join(this.#directory, file), "r");
    this.#open.set(file, descriptor);
    return descriptor;
  }
}

function endOfLineAt(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(10, from);
  return newline < 0 ? bytes.length : newline;
}
