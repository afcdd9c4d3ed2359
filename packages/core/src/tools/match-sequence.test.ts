import fc from "fast-check";
import { expect, test } from "vitest";
import { bipartiteMatching } from "../metrics/bipartite-matching.ts";
import { matchSequence } from "./match-sequence.ts";

test("a later item whose only partner was taken first is not lost", () => {
  expect(bipartiteMatching([[0, 1], [0]])).toEqual([1, 0]);
});

test("two identical expected and two identical made items all pair", () => {
  expect(matchSequence(2, 2, () => true, "any")).toMatchObject({ missing: [], extra: [], f1: 1 });
});

test("an expected sequence is found inside a longer one only in its order", () => {
  const made = ["c", "a", "b"];
  const fits = (expected: string[]) => (i: number, j: number) => expected[i] === made[j];

  expect(matchSequence(2, 3, fits(["a", "b"]), "inOrder")).toMatchObject({ partners: [1, 2], extra: [0] });
  // DeepEval's weighted common subsequence gives 2/3 here.
  expect(matchSequence(3, 3, fits(["a", "b", "c"]), "inOrder").recall).toBeCloseTo(2 / 3, 12);
  expect(matchSequence(3, 3, fits(["a", "b", "c"]), "any").recall).toBe(1);
  expect(matchSequence(3, 3, fits(["c", "b", "a"]), "exact")).toMatchObject({
    partners: [0, undefined, undefined],
  });
});

test("nothing expected and nothing made is a full match without a rate", () => {
  expect(matchSequence(0, 0, () => true, "any")).toMatchObject({
    f1: 1,
    precision: Number.NaN,
    recall: Number.NaN,
  });
});

const table = fc.array(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), { maxLength: 5 });

test("no matching is larger, by trying all of them", () => {
  fc.assert(
    fc.property(table, (allowed) => {
      const edges = allowed.map((row) => row.flatMap((fits, index) => (fits ? [index] : [])));
      const found = bipartiteMatching(edges).filter((partner) => partner !== undefined);
      expect(new Set(found).size).toBe(found.length);
      expect(found.length).toBe(largest(edges, 0, new Set()));
    }),
  );
});

test("in order never pairs more than in any order, exact never more than in order", () => {
  fc.assert(
    fc.property(table, (allowed) => {
      const hits = (order: "any" | "inOrder" | "exact"): number =>
        allowed.length -
        matchSequence(allowed.length, 5, (i, j) => allowed[i]?.[j] === true, order).missing.length;
      expect(hits("inOrder")).toBeLessThanOrEqual(hits("any"));
      expect(hits("exact")).toBeLessThanOrEqual(hits("inOrder"));
    }),
  );
});

function largest(edges: readonly (readonly number[])[], left: number, taken: ReadonlySet<number>): number {
  if (left === edges.length) return 0;
  const alone = largest(edges, left + 1, taken);
  const paired = (edges[left] ?? [])
    .filter((right) => !taken.has(right))
    .map((right) => 1 + largest(edges, left + 1, new Set([...taken, right])));
  return Math.max(alone, ...paired);
}
