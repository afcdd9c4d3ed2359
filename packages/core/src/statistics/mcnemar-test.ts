import { betaCdf } from "./beta-distribution.ts";
import { binomialCdf, binomialTail } from "./binomial-distribution.ts";
import { checkCount } from "./check-input.ts";

export interface McNemarResult {
  /** Two-sided exact p-value. */
  readonly twoSided: number;
  /** Two-sided mid-p value (Fagerland et al. 2013): less conservative than the exact one. */
  readonly midP: number;
  /** One-sided exact p-value for "the candidate is worse". */
  readonly worse: number;
  /** How likely it is that the candidate breaks more cases than it mends, from a flat prior; 0.5 when both are alike. */
  readonly chanceWorse: number;
}

/**
 * The exact McNemar test of paired outcomes (McNemar 1947): `broken` cases went from pass to fail, `mended` from fail to
 * pass. Always exact: the chi-square form calls two identical runs significant.
 *
 * @throws RangeError for counts that cannot be.
 * @example
 * ```ts
 * mcnemarTest(9, 1); // { twoSided: 0.021484375, midP: 0.01171875, worse: 0.0107421875, chanceWorse: 0.994140625 }
 * ```
 */
export function mcnemarTest(broken: number, mended: number): McNemarResult {
  checkCount(broken, "broken");
  checkCount(mended, "mended");
  const flips = broken + mended;
  if (flips === 0) return { twoSided: 1, midP: 1, worse: 1, chanceWorse: 0.5 };
  const smaller = Math.min(broken, mended);
  const tail = binomialCdf(smaller, flips, 0.5);
  const point = tail - binomialCdf(smaller - 1, flips, 0.5);
  return {
    twoSided: Math.min(1, 2 * tail),
    // Of outcomes that are just as extreme, half: where both counts are alike that is one outcome, else two.
    midP: broken === mended ? 1 - point / 2 : 2 * tail - point,
    worse: binomialTail(broken, flips, 0.5),
    chanceWorse: betaCdf(0.5, mended + 1, broken + 1),
  };
}
