import { checkCount } from "./check-input.ts";

/**
 * The chance that at least one of `k` trials passes, unbiased from `passed` of `trials` (Chen et al., arXiv 2107.03374,
 * section 2.1). NaN when there are fewer trials than `k`: that many were never seen.
 *
 * @throws RangeError for counts that cannot be, or a `k` below 1.
 * @example
 * ```ts
 * passAtK(10, 3, 5); // 0.9166666667
 * ```
 */
export function passAtK(trials: number, passed: number, k: number): number {
  checkTrials(trials, passed, k);
  if (trials < k) return Number.NaN;
  if (trials - passed < k) return 1;
  let allFail = 1;
  for (let i = trials - passed + 1; i <= trials; i++) allFail *= 1 - k / i;
  return 1 - allFail;
}

/**
 * The chance that all of `k` trials pass, unbiased from `passed` of `trials` (Yao et al., arXiv 2406.12045, section 4):
 * C(passed, k)/C(trials, k). NaN when there are fewer trials than `k`: that many were never seen.
 *
 * @throws RangeError for counts that cannot be, or a `k` below 1.
 * @example
 * ```ts
 * passHatK(4, 3, 2); // 0.5
 * ```
 */
export function passHatK(trials: number, passed: number, k: number): number {
  checkTrials(trials, passed, k);
  if (trials < k) return Number.NaN;
  let all = 1;
  for (let i = 0; i < k; i++) all *= Math.max(0, passed - i) / (trials - i);
  return all;
}

function checkTrials(trials: number, passed: number, k: number): void {
  checkCount(passed, "passed");
  checkCount(trials, "trials", passed);
  checkCount(k, "k", 1);
}
