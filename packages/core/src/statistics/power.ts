import { binomialTail } from "./binomial-distribution.ts";
import { normalQuantile } from "./normal-distribution.ts";

/**
 * The number of cases that a paired comparison of scores needs to see a mean change of `change` (Miller, arXiv 2411.00640,
 * section 5): n = (z_{α/2} + z_β)² (ω² + σ_A²/K_A + σ_B²/K_B)/δ².
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
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  return (z * z * (betweenVariance + trialVariance)) / (change * change);
}

/**
 * The exact power of the one-sided McNemar test over `cases` cases when `broken` and `mended` are the true shares of cases
 * that flip either way: enumerated, not approximated.
 */
export function mcnemarPower(cases: number, broken: number, mended: number, alpha: number = 0.05): number {
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

/** The fewest one-way flips that can be significant one-sided at `alpha`: 5 at 0.05. */
export function smallestSignificant(flips: number, alpha: number = 0.05): number {
  let critical = flips + 1;
  while (critical > 0 && binomialTail(critical - 1, flips, 0.5) <= alpha) critical--;
  return critical;
}

function point(k: number, n: number, p: number): number {
  return binomialTail(k, n, p) - binomialTail(k + 1, n, p);
}
