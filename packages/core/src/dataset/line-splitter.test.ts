import fc from "fast-check";
import { expect, test } from "vitest";
import { LineSplitter } from "./line-splitter.ts";

function split(
  chunks: readonly Uint8Array[],
  limit = 1000,
): { number: number; offset: number; text: string | undefined }[] {
  const splitter = new LineSplitter(limit);
  const lines = chunks.flatMap((chunk) => splitter.push(chunk));
  const last = splitter.end();
  return [...lines, ...(last === undefined ? [] : [last])].map(({ number, offset, bytes }) => ({
    number,
    offset,
    text: bytes === undefined ? undefined : Buffer.from(bytes).toString(),
  }));
}

test("counts LF, CRLF and CR as one line end each", () => {
  expect(split([Buffer.from("a\nb\r\nc\rd")])).toEqual([
    { number: 1, offset: 0, text: "a" },
    { number: 2, offset: 2, text: "b" },
    { number: 3, offset: 5, text: "c" },
    { number: 4, offset: 7, text: "d" },
  ]);
});

test("gives the same lines wherever the chunks are cut", () => {
  const text = fc.array(fc.constantFrom("a", "é", "\n", "\r", "\r\n", "\u2028", ""), { maxLength: 30 });
  fc.assert(
    fc.property(text, fc.array(fc.nat(40), { maxLength: 5 }), (pieces, cuts) => {
      const whole = Buffer.from(pieces.join(""));
      const ends = [...cuts.map((cut) => Math.min(cut, whole.length)), whole.length].sort((a, b) => a - b);
      const chunks = ends.map((end, index) => whole.subarray(ends[index - 1] ?? 0, end));

      // The oracle: split at the three line ends by a regular expression.
      const expected = pieces.join("").split(/\r\n|\r|\n/);
      if (expected.at(-1) === "") expected.pop();

      expect(split(chunks).map(({ text: line }) => line)).toEqual(expected);
      expect(split(chunks)).toEqual(split([whole]));
    }),
    { numRuns: 2000 },
  );
});

test("does not keep the bytes of a line above the limit, and goes on with the next", () => {
  const chunks = [Buffer.from("12345"), Buffer.from("67890\nab"), Buffer.from("\n")];

  expect(split(chunks, 8).map(({ text }) => text)).toEqual([undefined, "ab"]);
});
