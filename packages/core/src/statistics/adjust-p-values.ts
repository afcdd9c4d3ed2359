import { checkShare } from "./check-input.ts";

/**
 * Bonferroni's adjustment (Dunn 1961): every p-value times their number. Controls the chance of any false alarm; {@link holm}
 * does the same and finds more.
 *
 * @throws RangeError for a p-value that is not from 0 to 1.
 * @example
 * ```ts
 * bonferroni([0.01, 0.02, 0.6]); // [0.03, 0.06, 1]
 * ```
 */
export function bonferroni(pValues: readonly number[]): number[] {
  checkAll(pValues);
  return pValues.map((p) => Math.min(1, p * pValues.length));
}

/**
 * Holm's step-down adjustment (1979): controls the chance of any false alarm. For declared gates.
 *
 * @throws RangeError for a p-value that is not from 0 to 1.
 * @example
 * ```ts
 * holm([0.01, 0.02, 0.03, 0.04, 0.05]); // [0.05, 0.08, 0.09, 0.09, 0.09]
 * ```
 */
export function holm(pValues: readonly number[]): number[] {
  checkAll(pValues);
  const order = ascending(pValues);
  const adjusted = Array.from(pValues);
  let running = 0;
  order.forEach((index, rank) => {
    running = Math.max(running, (pValues.length - rank) * (pValues[index] ?? 1));
    adjusted[index] = Math.min(1, running);
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's adjustment (1995): controls the share of false alarms among independent tests. For exploration.
 *
 * @throws RangeError for a p-value that is not from 0 to 1.
 * @example
 * ```ts
 * benjaminiHochberg([0.01, 0.02, 0.03, 0.04, 0.05]); // [0.05, 0.05, 0.05, 0.05, 0.05]
 * ```
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  return stepUp(pValues, 1);
}

/**
 * Benjamini and Yekutieli's adjustment (2001): {@link benjaminiHochberg} times 1 + 1/2 + … + 1/m, so that it holds for tests
 * that depend on each other in any way, as checks of the same outputs do.
 *
 * @throws RangeError for a p-value that is not from 0 to 1.
 * @example
 * ```ts
 * benjaminiYekutieli([0.01, 0.02]); // [0.03, 0.03]
 * ```
 */
export function benjaminiYekutieli(pValues: readonly number[]): number[] {
  return stepUp(
    pValues,
    pValues.reduce((sum, _p, index) => sum + 1 / (index + 1), 0),
  );
}

function stepUp(pValues: readonly number[], factor: number): number[] {
  checkAll(pValues);
  const order = ascending(pValues).reverse();
  const adjusted = Array.from(pValues);
  let running = 1;
  order.forEach((index, fromLast) => {
    const rank = pValues.length - fromLast;
    running = Math.min(running, ((pValues[index] ?? 1) * pValues.length * factor) / rank);
    adjusted[index] = running;
  });
  return adjusted;
}

function checkAll(pValues: readonly number[]): void {
  pValues.forEach((p, index) => checkShare(p, `the p-value at index ${index}`));
}

function ascending(values: readonly number[]): number[] {
  return values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
}
