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
  return 1 - chanceOfNone(trials, passed, k);
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
  return chanceOfNone(trials, trials - passed, k);
}

/** C(trials - marked, k)/C(trials, k): that none of `k` trials is one of the marked. As many factors as the fewer of both. */
function chanceOfNone(trials: number, marked: number, k: number): number {
  const [fewer, more] = k < marked ? [k, marked] : [marked, k];
  let chance = 1;
  for (let i = 0; i < fewer; i++) chance *= Math.max(0, trials - more - i) / (trials - i);
  return chance;
}

function checkTrials(trials: number, passed: number, k: number): void {
  checkCount(passed, "passed");
  checkCount(trials, "trials", passed);
  checkCount(k, "k", 1);
}
