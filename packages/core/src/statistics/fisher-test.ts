import { checkCounts } from "./check-input.ts";
import { logGamma } from "./log-gamma.ts";

/**
 * Fisher's exact test of two independent rates, two-sided: the chance of every table with the same margins that is no
 * likelier than the one seen (Fisher 1935; the definition of R and of scipy.stats.fisher_exact).
 *
 * @throws RangeError for counts that cannot be.
 * @example
 * ```ts
 * fisherTest({ passed: 8, total: 10 }, { passed: 1, total: 6 }); // 0.034965035
 * ```
 */
export function fisherTest(
  first: { readonly passed: number; readonly total: number },
  second: { readonly passed: number; readonly total: number },
): number {
  checkCounts(first.passed, first.total);
  checkCounts(second.passed, second.total);
  const passed = first.passed + second.passed;
  const total = first.total + second.total;
  const chance = (k: number): number =>
    logChoose(first.total, k) + logChoose(second.total, passed - k) - logChoose(total, passed);
  const observed = chance(first.passed) + 1e-7;
  let p = 0;
  for (let k = Math.max(0, passed - second.total); k <= Math.min(first.total, passed); k++) {
    if (chance(k) <= observed) p += Math.exp(chance(k));
  }
  return Math.min(1, p);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
