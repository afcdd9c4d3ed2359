import { createHash, hash } from "node:crypto";

const size = 32;
const alphabet = "+/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const values = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Where the letter of each six bits stands among the letters. */
const ranks: Uint8Array = Uint8Array.from(values, (letter) => alphabet.indexOf(letter));
/** What is hashed at once. */
const blockSize = 1_024;

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
    const sorted = this.#sortedStarts();
    for (let first = 0; first < sorted.length; first += blockSize)
      digest.update(
        Array.from(sorted.subarray(first, first + blockSize), (start) => this.#textAt(start)).join(""),
      );
    return digest.digest("hex");
  }

  /** Where the hashes start, in the order of their texts: by their first letters, and then the few that share those. */
  #sortedStarts(): Uint32Array {
    const few = this.#count < 4_096;
    const ends = new Uint32Array(few ? 64 : 64 ** 3);
    const bucketOf = (start: number): number => (few ? this.#rankAt(start) >> 12 : this.#rankAt(start));
    for (let start = 0; start < this.#count * size; start += size) (ends[bucketOf(start)] as number)++;
    for (let bucket = 1; bucket < ends.length; bucket++)
      (ends[bucket] as number) += ends[bucket - 1] as number;
    const sorted = new Uint32Array(this.#count);
    for (let start = 0; start < this.#count * size; start += size)
      sorted[--(ends[bucketOf(start)] as number)] = start;
    // By now they say where each bucket begins.
    const begins = ends;
    for (let bucket = 0; bucket < begins.length; bucket++) {
      const [first, next] = [begins[bucket] as number, begins[bucket + 1] ?? this.#count];
      if (next - first > 1) sorted.subarray(first, next).sort((a, b) => this.#compare(a, b));
    }
    return sorted;
  }

  /** Of the first three letters of the text. */
  #rankAt(start: number): number {
    const [first, second, third] = [this.#byte(start), this.#byte(start + 1), this.#byte(start + 2)];
    const [a, b, c] = [first >> 2, ((first & 3) << 4) | (second >> 4), ((second & 15) << 2) | (third >> 6)];
    return ((ranks[a] as number) << 12) | ((ranks[b] as number) << 6) | (ranks[c] as number);
  }

  #byte(at: number): number {
    return this.#bytes[at] as number;
  }

  #compare(a: number, b: number): number {
    const [left, right] = [this.#textAt(a), this.#textAt(b)];
    if (left === right) return 0;
    return left < right ? -1 : 1;
  }

  #textAt(start: number): string {
    return this.#bytes.toString("base64", start, start + size);
  }
}
