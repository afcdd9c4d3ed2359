import { checkCount, checkLevel, checkShare } from "./check-input.ts";
import { binomialTail } from "./binomial-distribution.ts";
import { normalQuantile } from "./normal-distribution.ts";

/**
 * The number of cases that a paired comparison of scores needs to see a mean change of `change` (Miller, arXiv 2411.00640,
 * section 5): n = (z_{α/2} + z_β)² (ω² + σ_A²/K_A + σ_B²/K_B)/δ². Not rounded.
 *
 * @throws RangeError for a change of 0, a variance below 0, or an alpha or power that is not between 0 and 1.
 * @example
 * ```ts
 * Math.ceil(casesNeeded({ change: 0.03, betweenVariance: 1 / 9 })); // 969
 * ```
 */
export function casesNeeded(options: {
  readonly change: number;
  /** Variance of the true per-case differences. */
  readonly betweenVariance: number;
  /** Trial variance of either run, divided by its number of trials, summed. Default 0. */
  readonly trialVariance?: number;
  readonly alpha?: number;
  readonly power?: number;
}): number {
  const { change, betweenVariance, trialVariance = 0, alpha = 0.05, power = 0.8 } = options;
  checkLevel(alpha, "alpha");
  checkLevel(power, "power");
  if (!Number.isFinite(change) || change === 0)
    throw new RangeError(`Expected change to be a finite number other than 0, got ${change}.`);
  for (const [name, variance] of Object.entries({ betweenVariance, trialVariance }))
    if (!(variance >= 0 && variance < Infinity))
      throw new RangeError(`Expected ${name} to be a finite number of at least 0, got ${variance}.`);
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  return (z * z * (betweenVariance + trialVariance)) / (change * change);
}

/**
 * The exact power of the one-sided McNemar test over `cases` cases when `broken` and `mended` are the true shares of cases
 * that flip either way: enumerated, not approximated.
 *
 * @throws RangeError for a count that cannot be, shares that are not from 0 to 1 or above 1 together, or an alpha that is
 *   not between 0 and 1.
 * @example
 * ```ts
 * mcnemarPower(200, 0.065, 0.015); // 0.7714484489
 * ```
 */
export function mcnemarPower(cases: number, broken: number, mended: number, alpha: number = 0.05): number {
  checkCount(cases, "cases");
  checkShare(broken, "broken");
  checkShare(mended, "mended");
  checkShare(broken + mended, "broken and mended together");
  checkLevel(alpha, "alpha");
  const flipRate = broken + mended;
  const share = broken / flipRate;
  let power = 0;
  for (let flips = 0; flips <= cases; flips++) {
    const chance = point(flips, cases, flipRate);
    if (chance < 1e-16) continue;
    const critical = smallestSignificant(flips, alpha);
    if (critical <= flips) power += chance * binomialTail(critical, flips, share);
  }
  return power;
}

/**
 * How many of `flips` have to be broken cases so that the one-sided McNemar test is significant at `alpha`; `flips + 1` where
 * not even all of them are enough, as with fewer than 5 at 0.05.
 *
 * @throws RangeError for a count that cannot be, or an alpha that is not between 0 and 1.
 * @example
 * ```ts
 * smallestSignificant(10); // 9
 * ```
 */
export function smallestSignificant(flips: number, alpha: number = 0.05): number {
  checkCount(flips, "flips");
  checkLevel(alpha, "alpha");
  let [low, high] = [0, flips + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialTail(middle, flips, 0.5) <= alpha) high = middle;
    else low = middle + 1;
  }
  return low;
}

function point(k: number, n: number, p: number): number {
  return binomialTail(k, n, p) - binomialTail(k + 1, n, p);
}
