/** A physical line of a file, as bytes, without its end. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Of the line's first byte in the file. */
  readonly offset: number;
  /** `undefined` when the line was longer than the limit; its bytes are not kept. */
  readonly bytes: Uint8Array | undefined;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Splits bytes into lines at LF, CRLF and CR and nowhere else: `node:readline` also splits at U+2028 and U+2029, which
 * are ordinary characters of a JSON string.
 */
export class LineSplitter {
  readonly #limit: number;
  #parts: Uint8Array[] = [];
  #length = 0;
  #number = 1;
  #lineOffset = 0;
  #offset = 0;
  #skipLineFeed = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    let start = 0;
    if (this.#skipLineFeed && chunk.length > 0) {
      if (chunk[0] === lineFeed) {
        start = 1;
        this.#lineOffset++;
      }
      this.#skipLineFeed = false;
    }
    let nextReturn = chunk.indexOf(carriageReturn, start);
    for (;;) {
      const feed = chunk.indexOf(lineFeed, start);
      const atReturn = nextReturn >= 0 && (feed < 0 || nextReturn < feed);
      const end = atReturn ? nextReturn : feed;
      if (end < 0) break;
      this.#keep(chunk.subarray(start, end));
      start = end + 1;
      if (atReturn) {
        if (start === chunk.length) this.#skipLineFeed = true;
        else if (chunk[start] === lineFeed) start++;
        nextReturn = chunk.indexOf(carriageReturn, start);
      }
      lines.push(this.#finish(this.#offset + start));
    }
    this.#keep(chunk.subarray(start));
    this.#offset += chunk.length;
    return lines;
  }

  /** The last line, when the file does not end with a line end. */
  end(): Line | undefined {
    return this.#length === 0 ? undefined : this.#finish(this.#offset);
  }

  #keep(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#length += part.length;
    if (this.#length > this.#limit) this.#parts = [];
    else this.#parts.push(part);
  }

  #finish(nextOffset: number): Line {
    const [first] = this.#parts;
    const kept = this.#parts.length === 1 && first !== undefined ? first : Buffer.concat(this.#parts);
    const line = {
      number: this.#number++,
      offset: this.#lineOffset,
      bytes: this.#length > this.#limit ? undefined : kept,
    };
    this.#parts = [];
    this.#length = 0;
    this.#lineOffset = nextOffset;
    return line;
  }
}

/** The line end that a file uses: that of its first line. */
export function lineEndOf(content: Uint8Array): string {
  const feed = content.indexOf(lineFeed);
  if (feed < 0) return content.includes(carriageReturn) ? "\r" : "\n";
  return content[feed - 1] === carriageReturn ? "\r\n" : "\n";
}
