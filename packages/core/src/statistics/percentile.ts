/**
 * The value below which the share `rank` (0 to 1) of `values` lies, with linear interpolation between neighbours
 * (Hyndman and Fan 1996, type 7; the default of NumPy and R). `undefined` for no values.
 *
 * @example
 * ```ts
 * percentile([30, 10, 20, 40], 0.5); // 25
 * ```
 */
export function percentile(values: readonly number[], rank: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * rank;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (position - Math.floor(position));
}
