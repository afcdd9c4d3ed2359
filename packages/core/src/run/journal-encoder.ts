import { originals } from "../platform/originals.ts";
import { endOfLine, journalVersion, type JournalEvent } from "./journal-line.ts";

/** Most lines fit in here; it spares each of them a buffer of its own. */
const scratchSize = 16 * 1024;

/** Turns events into the lines of one journal file, numbered in the order in which they are asked for. */
export class JournalEncoder {
  #seq = 0;
  #scratch: Buffer | undefined;

  /** The line of `event`, with its newline. */
  text(event: JournalEvent): string {
    const fields = JSON.stringify(event);
    const body = this.#head() + fields.slice(1, -1);
    return body + endOfLine(body);
  }

  /** {@link text} as bytes, without a copy for each of its parts. Valid until the next call. */
  bytes(event: JournalEvent): Uint8Array {
    const fields = JSON.stringify(event);
    const head = this.#head();
    // A UTF-16 unit takes at most three bytes.
    if (head.length + fields.length * 3 + 32 > scratchSize) {
      const body = head + fields.slice(1, -1);
      return Buffer.from(body + endOfLine(body));
    }
    const scratch = (this.#scratch ??= Buffer.allocUnsafe(scratchSize));
    // The event's first brace gives way to the head, its last one to the end of the line.
    const length = head.length - 1 + scratch.write(fields, head.length - 1) - 1;
    scratch.write(head, 0, "latin1");
    const end = endOfLine(scratch.subarray(0, length));
    return scratch.subarray(0, length + scratch.write(end, length, "latin1"));
  }

  #head(): string {
    return `{"v":${journalVersion},"seq":${this.#seq++},"at":${originals.now()},`;
  }
}
