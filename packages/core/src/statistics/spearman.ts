import { checkPairs } from "./check-input.ts";
import { pearson } from "./pearson.ts";

/**
 * Spearman's rank correlation (1904) with mean ranks for ties, from -1 to 1; NaN when one list is constant.
 *
 * @throws RangeError when the lists differ in length, are empty, or hold a value that is not finite.
 * @example
 * ```ts
 * spearman([1, 2, 3, 4], [1, 10, 100, 1000]); // 1
 * ```
 */
export function spearman(first: readonly number[], second: readonly number[]): number {
  checkPairs(first, second, 1);
  return pearson(ranks(first), ranks(second));
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranked = Array.from(values);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1] ?? 0] === values[order[start] ?? 0]) end++;
    for (let place = start; place <= end; place++) ranked[order[place] ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranked;
}
