/**
 * How close `actual` is to `expected` on the scale of the larger one, from 0 to 1: 1 - |a - b|/max(|a|, |b|), at least 0.
 * Two zeros are 1; NaN when either is not a finite number.
 *
 * @example
 * ```ts
 * numericCloseness(99, 100); // 0.99
 * ```
 */
export function numericCloseness(actual: number, expected: number): number {
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return Number.NaN;
  if (actual === expected) return 1;
  return Math.max(0, 1 - Math.abs(actual - expected) / Math.max(Math.abs(actual), Math.abs(expected)));
}
