import { checkCount, checkFinite } from "./check-input.ts";
import { seededRandom } from "./seeded-random.ts";

export interface SignFlipResult {
  /** Two-sided. */
  readonly p: number;
  /** Whether every assignment of signs was counted. */
  readonly exact: boolean;
}

const exactUpTo = 16;

/**
 * The sign-flip (paired permutation) test of "the mean difference is 0": exact up to 16 non-zero differences, else Monte
 * Carlo with (1 + hits)/(1 + draws) (Phipson and Smyth 2010) and a fixed seed, so that the same data always give the same
 * p-value.
 *
 * @throws RangeError for a difference that is not finite, or draws or a seed that are no whole number.
 * @example
 * ```ts
 * signFlipTest([-1, -1, -1, 0, -1, -1]); // { p: 0.0625, exact: true }
 * ```
 */
export function signFlipTest(
  differences: readonly number[],
  options: { readonly draws?: number; readonly seed?: number } = {},
): SignFlipResult {
  checkFinite(differences, "differences");
  const { draws = 20_000, seed = 1 } = options;
  checkCount(draws, "draws", 1);
  const nonZero = differences.filter((difference) => difference !== 0).map(Math.abs);
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  const rounding = 1e-12 * nonZero.reduce((sum, value) => sum + value, 0);
  const reaches = (sum: number): boolean => Math.abs(sum) >= observed - rounding;
  if (nonZero.length <= exactUpTo) {
    const assignments = 2 ** nonZero.length;
    let hits = 0;
    for (let signs = 0; signs < assignments; signs++) {
      if (reaches(nonZero.reduce((sum, value, index) => sum + ((signs >> index) & 1 ? value : -value), 0)))
        hits++;
    }
    return { p: hits / assignments, exact: true };
  }
  const random = seededRandom(seed);
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) {
    if (reaches(nonZero.reduce((sum, value) => sum + (random.nextUint32() & 1 ? value : -value), 0))) hits++;
  }
  return { p: (1 + hits) / (1 + draws), exact: false };
}
