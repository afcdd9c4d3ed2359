import { closeSync, openSync, readSync } from "node:fs";

/** One line of a file; `ended` is false for what follows the last newline. */
export interface FileLine {
  /** Without the newline; good until the next line is read. */
  readonly bytes: Buffer;
  /** Where it starts in the file, in bytes. */
  readonly start: number;
  /** From 1. */
  readonly number: number;
  readonly ended: boolean;
}

const chunkSize = 256 * 1024;

/** Room for what is read at once; a reader of many files gives it to each of them. */
export function lineChunk(): Buffer {
  return Buffer.allocUnsafe(chunkSize);
}

/**
 * Reads the lines of `path`, split at "\n" only (readline also splits at U+2028), with one chunk and one line in memory. A
 * journal has many: a generator would take a good part of the time.
 */
export function readLines(path: string, chunk: Buffer, onLine: (line: FileLine) => void): void {
  const descriptor = openSync(path, "r");
  try {
    let number = 0;
    let offset = 0;
    let pending: Buffer[] = [];
    for (;;) {
      const length = readSync(descriptor, chunk);
      if (length === 0) break;
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0 && end < length; end = chunk.indexOf(10, start)) {
        const rest = chunk.subarray(start, end);
        const bytes = pending.length === 0 ? rest : Buffer.concat([...pending, rest]);
        pending = [];
        start = end + 1;
        onLine({ bytes, start: offset, number: ++number, ended: true });
        offset += bytes.length + 1;
      }
      if (start < length) pending.push(Buffer.from(chunk.subarray(start, length)));
    }
    const rest = Buffer.concat(pending);
    if (rest.length > 0) onLine({ bytes: rest, start: offset, number: number + 1, ended: false });
  } finally {
    closeSync(descriptor);
  }
}
