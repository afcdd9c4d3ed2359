import { logGamma } from "./log-gamma.ts";

/**
 * The regularised incomplete beta function I_x(a, b): the chance that a Beta(a, b) variable is at most `x`.
 * Continued fraction of DLMF 8.17.22 by the modified Lentz method.
 *
 * @param complement - 1 - x, where the caller knows it more exactly than the subtraction would give.
 */
export function betaCdf(x: number, a: number, b: number, complement: number = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  return x < (a + 1) / (a + b + 2)
    ? (density(x, complement, a, b) * continuedFraction(x, a, b)) / a
    : 1 - (density(complement, x, b, a) * continuedFraction(complement, b, a)) / b;
}

/** The smallest x with I_x(a, b) >= p, by bisection to the last bit: slow, safe, and exact in the tails. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 1_200; step++) {
    const middle = low === 0 && high < 1e-3 ? high / 2 ** 8 : (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (betaCdf(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return high;
}

function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let result = d;
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    const change = d * c;
    result *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return result;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** x^a y^b / B(a, b) by the saddle point of C. Loader (2000): no cancellation of large logarithms. */
function density(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n));
}

/** ln Γ(z + 1) - [(z + 1/2) ln z - z + ln √(2π)]. */
function stirlingError(z: number): number {
  if (z <= 16) return logGamma(z + 1) - (z + 0.5) * Math.log(z) + z - 0.5 * Math.log(2 * Math.PI);
  const square = z * z;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / z;
}

/** k ln(k / mean) + mean - k without cancellation near k = mean. */
function deviance(k: number, mean: number): number {
  const difference = k - mean;
  if (Math.abs(difference) >= 0.1 * (k + mean)) return k * Math.log(k / mean) + mean - k;
  const ratio = difference / (k + mean);
  let sum = difference * ratio;
  let term = 2 * k * ratio;
  for (let j = 1; j < 1_000; j++) {
    term *= ratio * ratio;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
