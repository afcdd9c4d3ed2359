/**
 * The arithmetic mean; NaN for no values.
 *
 * @example
 * ```ts
 * mean([1, 2, 6]); // 3
 * ```
 */
export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/**
 * The sample variance, with n - 1; NaN for fewer than two values, exactly 0 for equal ones.
 *
 * @example
 * ```ts
 * sampleVariance([1, 2, 6]); // 7
 * ```
 */
export function sampleVariance(values: readonly number[]): number {
  return sumOfSquares(values) / (values.length - 1);
}

/**
 * The population variance, with n; NaN for no values, exactly 0 for equal ones.
 *
 * @example
 * ```ts
 * populationVariance([3, 4, 5, 4]); // 0.5
 * ```
 */
export function populationVariance(values: readonly number[]): number {
  return sumOfSquares(values) / values.length;
}

function sumOfSquares(values: readonly number[]): number {
  // The mean of equal values is not always exactly that value: 0.1 three times is off by 1e-17.
  if (values.every((value) => value === values[0])) return 0;
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return sum;
}
