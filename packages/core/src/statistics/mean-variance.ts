/** The arithmetic mean; NaN for no values. */
export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The sample variance, with n - 1; NaN for fewer than two values. */
export function sampleVariance(values: readonly number[]): number {
  return sumOfSquares(values) / (values.length - 1);
}

/** The population variance, with n; NaN for no values. */
export function populationVariance(values: readonly number[]): number {
  return sumOfSquares(values) / values.length;
}

function sumOfSquares(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return values.length === 1 ? (sum === 0 ? 0 : sum) : sum;
}
