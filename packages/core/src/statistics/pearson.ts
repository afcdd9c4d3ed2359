import { checkPairs } from "./check-input.ts";
import { mean } from "./mean-variance.ts";

/**
 * Pearson's correlation of two lists (1895), from -1 to 1; NaN when one of them is constant. Of the scores of two runs over
 * the same cases it says what pairing is worth: where both spread alike, the variance of their mean difference is 1 - r
 * times what it is for other cases.
 *
 * @throws RangeError when the lists differ in length, are empty, or hold a value that is not finite.
 * @example
 * ```ts
 * pearson([1, 2, 3, 4], [1, 3, 2, 4]); // 0.8
 * ```
 */
export function pearson(first: readonly number[], second: readonly number[]): number {
  checkPairs(first, second, 1);
  const [x, y] = [deviations(first), deviations(second)];
  let [products, squaresX, squaresY] = [0, 0, 0];
  x.forEach((value, index) => {
    const other = y[index] ?? 0;
    products += value * other;
    squaresX += value * value;
    squaresY += other * other;
  });
  const correlation = products / (Math.sqrt(squaresX) * Math.sqrt(squaresY));
  return Math.max(-1, Math.min(1, correlation));
}

/** All 0 for a constant list: the mean of equal values is not always exactly that value. */
function deviations(values: readonly number[]): number[] {
  const centre = mean(values);
  const constant = values.every((value) => value === values[0]);
  return values.map((value) => (constant ? 0 : value - centre));
}
