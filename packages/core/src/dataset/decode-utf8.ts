import { isUtf8 } from "node:buffer";

/** The text of `bytes`, or the index of the first byte that is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string } | { readonly invalidAt: number } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  // Node writes U+FFFD for a bad byte; a text without one was good.
  if (!text.includes("\ufffd") || isUtf8(bytes)) return { text };
  return { invalidAt: firstInvalid(bytes) };
}

/** What a file's first bytes say it is, where that is not UTF-8. */
export function foreignEncoding(start: Uint8Array): string | undefined {
  const [first, second, third, fourth] = start;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? "UTF-32LE" : "UTF-16LE";
  if (first === 0xfe && second === 0xff) return "UTF-16BE";
  if (first === 0 && second === 0) return "UTF-32BE";
  if (first === 0 && second !== undefined) return "UTF-16BE";
  if (second === 0) return third === 0 && fourth === 0 ? "UTF-32LE" : "UTF-16LE";
  return undefined;
}

/** The length of a byte order mark of UTF-8 at the start. */
export function byteOrderMark(start: Uint8Array): 0 | 3 {
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
}

/** The first start of a sequence that Unicode's table 3-7 (well-formed UTF-8) does not allow. */
function firstInvalid(bytes: Uint8Array): number {
  let index = 0;
  while (index < bytes.length) {
    const length = sequenceLength(bytes, index);
    if (length === 0) return index;
    index += length;
  }
  return index;
}

function sequenceLength(bytes: Uint8Array, index: number): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(index, index + 4);
  if (first <= 0x7f) return 1;
  if (first >= 0xc2 && first <= 0xdf) return isContinuation(second) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80;
    const high = first === 0xed ? 0x9f : 0xbf;
    return second >= low && second <= high && isContinuation(third) ? 3 : 0;
  }
  if (first < 0xf0 || first > 0xf4) return 0;
  const low = first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xf4 ? 0x8f : 0xbf;
  return second >= low && second <= high && isContinuation(third) && isContinuation(fourth) ? 4 : 0;
}

function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}
