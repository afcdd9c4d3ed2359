import { createHash, hash } from "node:crypto";

const size = 32;
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
    for (const first of alphabet) digest.update(this.#startingWith(first).sort().join(""));
    return digest.digest("hex");
  }

  /** In base64; a 64th of them at a time. */
  #startingWith(first: string): string[] {
    const value = values.indexOf(first);
    const found: string[] = [];
    for (let start = 0; start < this.#count * size; start += size) {
      if ((this.#bytes[start] as number) >> 2 === value)
        found.push(this.#bytes.toString("base64", start, start + size));
    }
    return found;
  }
}
