import fc from "fast-check";
import { expect, test } from "vitest";
import { percentile } from "./percentile.ts";

// numpy 2.4.6, numpy.percentile with its default method "linear".
test.each([
  [[1, 2, 3, 4], 0.5, 2.5],
  [[1, 2, 3, 4], 0.95, 3.85],
  [[15, 20, 35, 40, 50], 0.4, 29],
  [[3.5], 0.95, 3.5],
  [[1, 1, 2, 3, 5, 8, 13, 21, 34, 55], 0.95, 45.55],
])("of %j at %d is %d, as NumPy says", (values, rank, expected) => {
  expect(percentile(values, rank)).toBeCloseTo(expected, 9);
});

test("of nothing is undefined", () => {
  expect(percentile([], 0.5)).toBeUndefined();
});

test("lies between the smallest and the largest value, grows with the rank, and knows no order", () => {
  const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(
      values,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (list, a, b) => {
        const [low, high] = [
          percentile(list, Math.min(a, b)) as number,
          percentile(list, Math.max(a, b)) as number,
        ];
        expect(low).toBeGreaterThanOrEqual(Math.min(...list) - 1e-6);
        expect(high).toBeLessThanOrEqual(Math.max(...list) + 1e-6);
        expect(low).toBeLessThanOrEqual(high + 1e-6);
        expect(percentile(list.toReversed(), a)).toBe(percentile(list, a));
      },
    ),
  );
});
