import { binomialCdf, binomialTail } from "./binomial-distribution.ts";

export interface McNemarResult {
  /** Two-sided exact p-value. */
  readonly twoSided: number;
  /** Two-sided mid-p value (Fagerland et al. 2013): less conservative than the exact one. */
  readonly midP: number;
  /** One-sided exact p-value for "the candidate is worse". */
  readonly worse: number;
}

/**
 * The exact McNemar test of paired outcomes: `broken` cases went from pass to fail, `mended` from fail to pass. Always
 * exact: the chi-square form calls two identical runs significant.
 */
export function mcnemarTest(broken: number, mended: number): McNemarResult {
  const flips = broken + mended;
  if (flips === 0) return { twoSided: 1, midP: 1, worse: 1 };
  const smaller = Math.min(broken, mended);
  const tail = binomialCdf(smaller, flips, 0.5);
  const point = tail - binomialCdf(smaller - 1, flips, 0.5);
  const twoSided = Math.min(1, 2 * tail);
  return {
    twoSided,
    midP: broken === mended ? 1 - point : 2 * tail - point,
    worse: binomialTail(broken, flips, 0.5),
  };
}
