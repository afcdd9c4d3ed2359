import { createHash, hash } from "node:crypto";

const size = 32;
/** Of a hash in base64, with the "=" at its end. */
const letters = 44;
const alphabet = "+/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const values = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The hashes of all lines of a journal as bytes: as texts they would weigh more than what is kept of the lines. */
export class LineHashes {
  #bytes: Buffer = Buffer.allocUnsafe(1_024 * size);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(line: Buffer): void {
    const start = this.#count++ * size;
    if (start === this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * start);
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    this.#bytes.write(hash("sha256", line, "binary"), start, "binary");
  }

  /** SHA-256 in hex over the hashes in base64, sorted. */
  digest(): string {
    const digest = createHash("sha256");
    const starts = this.#startsByFirst();
    // A 64th of them at a time.
    for (const first of alphabet) {
      const sorted = this.#base64Of(starts[values.indexOf(first)] ?? []).sort();
      if (sorted.length > 0) digest.update(`${sorted.join("=")}=`);
    }
    return digest.digest("hex");
  }

  /** Where the hashes start, by the value of their first letter. */
  #startsByFirst(): readonly (readonly number[])[] {
    const starts = Array.from(alphabet, (): number[] => []);
    for (let start = 0; start < this.#count * size; start += size)
      starts[(this.#bytes[start] as number) >> 2]?.push(start);
    return starts;
  }

  /** Without the "=" at the end. Three bytes are four letters: with a byte after each hash, all are one text of even parts. */
  #base64Of(starts: readonly number[]): string[] {
    const even = Buffer.alloc(starts.length * (size + 1));
    for (const [index, start] of starts.entries())
      this.#bytes.copy(even, index * (size + 1), start, start + size);
    const text = even.toString("base64");
    return starts.map((_, index) => text.slice(index * letters, (index + 1) * letters - 1));
  }
}
