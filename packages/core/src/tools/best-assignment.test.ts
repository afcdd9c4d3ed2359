import fc from "fast-check";
import { expect, test } from "vitest";
import { bestAssignment } from "./best-assignment.ts";

test("gives up the best pair of one row for the best sum", () => {
  expect(
    bestAssignment([
      [9, 8],
      [8, 1],
    ]),
  ).toEqual([1, 0]);
});

test("leaves rows alone when there are more of them than columns", () => {
  expect(bestAssignment([[1], [3], [2]])).toEqual([undefined, 0, undefined]);
  expect(bestAssignment([])).toEqual([]);
  expect(bestAssignment([[], []])).toEqual([undefined, undefined]);
});

const weight = fc.integer({ min: 0, max: 9 });
const tables = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(weight, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

test("no assignment is better, by trying all of them", () => {
  fc.assert(
    fc.property(tables, (weights) => {
      const assigned = bestAssignment(weights);
      const columns = assigned.filter((column) => column !== undefined);
      const sum = assigned.reduce<number>(
        (total, column, row) => total + (weights[row]?.[column ?? -1] ?? 0),
        0,
      );
      expect(new Set(columns).size).toBe(columns.length);
      expect(sum).toBe(best(weights, 0, new Set()));
    }),
  );
});

function best(weights: readonly (readonly number[])[], row: number, taken: ReadonlySet<number>): number {
  if (row === weights.length) return 0;
  const paired = (weights[row] ?? []).flatMap((found, column) =>
    taken.has(column) ? [] : [found + best(weights, row + 1, new Set([...taken, column]))],
  );
  return Math.max(best(weights, row + 1, taken), ...paired);
}
