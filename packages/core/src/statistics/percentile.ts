import { checkShare } from "./check-input.ts";

/**
 * The value below which the share `rank` (0 to 1) of `values` lies, with linear interpolation between neighbours
 * (Hyndman and Fan 1996, type 7; the default of NumPy and R). `undefined` for no values; values may be infinite, and
 * between -Infinity and Infinity it is NaN.
 *
 * @throws RangeError for a rank that is not from 0 to 1, or a value that is NaN.
 * @example
 * ```ts
 * percentile([30, 10, 20, 40], 0.5); // 25
 * ```
 */
export function percentile(values: readonly number[], rank: number): number | undefined {
  checkShare(rank, "rank");
  const wrong = values.findIndex((value) => Number.isNaN(value));
  if (wrong >= 0) throw new RangeError(`Expected values to be numbers, got NaN at index ${wrong}.`);
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * rank;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return undefined;
  const share = position - Math.floor(position);
  if (below === above || share === 0) return below;
  const known = Number.isFinite(below) && Number.isFinite(above);
  return known ? below + (above - below) * share : below * (1 - share) + above * share;
}
