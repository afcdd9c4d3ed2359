import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { RecordSplitter } from "./record-splitter.ts";

const cell = fc
  .array(fc.constantFrom("a", "é", ",", '"', "\n", "\r", " "), { maxLength: 5 })
  .map((marks) => `"${marks.join("").replaceAll('"', '""')}"`);
const end = fc.constantFrom("\n", "\r\n", "\r");
const record = fc.array(cell, { minLength: 1, maxLength: 3 }).map((cells) => cells.join(","));

function split(bytes: Uint8Array, size: number): (readonly [line: number, offset: number, text: string])[] {
  const splitter = new RecordSplitter(1000);
  const found = [];
  for (let start = 0; start < bytes.length; start += size) {
    found.push(...splitter.push(bytes.subarray(start, start + size)));
  }
  return [...found, ...splitter.end()].map(({ line, offset, bytes: own }) => [
    line,
    offset,
    Buffer.from(own ?? []).toString(),
  ]);
}

test("finds the records that csv-parse finds, with line and offset, in chunks of any size", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(record, end), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 9 }),
      (records, size) => {
        const text = records.flat().join("");
        const oracle = parse(text, {
          info: true,
          raw: true,
          relax_column_count: true,
          record_delimiter: ["\r\n", "\n", "\r"],
        }) as unknown as { readonly raw: string }[];

        const found = split(Buffer.from(text), size);

        expect(found.map(([, , own]) => own)).toEqual(
          oracle.map(({ raw }) => raw.replace(/(?:\r\n|\n|\r)$/, "")),
        );
        for (const [line, offset, own] of found) {
          const before = Buffer.from(text).subarray(0, offset).toString();
          expect(text.startsWith(own, before.length)).toBe(true);
          expect(line).toBe(before.split(/\r\n|\n|\r/).length);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("keeps nothing of a record that is longer than the limit", () => {
  const splitter = new RecordSplitter(4);

  const records = [...splitter.push(Buffer.from('abcd\n"abc"\nef')), ...splitter.end()];

  expect(records.map(({ line, bytes }) => [line, bytes === undefined])).toEqual([
    [1, false],
    [2, true],
    [3, false],
  ]);
});
