import fc from "fast-check";
import { expect, test } from "vitest";
import { compactJsonPieces, joinPieces, jsonPieces } from "./json-pieces.ts";

// The oracle is JSON.stringify itself.
test("the pieces together are what JSON.stringify gives, however many levels are taken apart", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(6), (value, levels) => {
      expect([...jsonPieces(value, levels)].join("")).toBe(JSON.stringify(value, undefined, 2));
      expect([...compactJsonPieces(value, levels)].join("")).toBe(JSON.stringify(value));
    }),
  );
});

test("fields without a value are left out, items without one are null", () => {
  const value = { a: undefined, b: [undefined, 1], c: { d: undefined }, "e\n": new Date(0) };

  for (const levels of [0, 1, 2, 3])
    expect([...jsonPieces(value, levels)].join("")).toBe(JSON.stringify(value, undefined, 2));
});

test("an iterable is a list that is made while it is written", () => {
  const made: number[] = [];
  const numbers = {
    *[Symbol.iterator]() {
      for (const number of [1, 2]) {
        made.push(number);
        yield number;
      }
    },
  };
  const pieces = jsonPieces({ numbers }, 2);

  for (const piece of pieces) if (piece.endsWith("1")) break;
  expect(made).toEqual([1]);
  expect([...jsonPieces({ numbers }, 2)].join("")).toBe(JSON.stringify({ numbers: [1, 2] }, undefined, 2));
});

test("joined pieces are the same text in fewer and bounded pieces", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 20 })), fc.integer({ min: 1, max: 100 }), (pieces, size) => {
      const joined = [...joinPieces(pieces, size)];

      expect(joined.join("")).toBe(pieces.join(""));
      expect(joined.slice(0, -1).every((piece) => piece.length >= size && piece.length < size + 20)).toBe(
        true,
      );
    }),
  );
});
