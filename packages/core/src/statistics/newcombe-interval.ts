import { checkCount, checkCounts } from "./check-input.ts";
import type { Interval } from "./interval.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/**
 * The interval of the difference of two independent rates, first minus second (Newcombe 1998, method 10).
 *
 * @throws RangeError for counts that cannot be, a total of 0, or a level that is not between 0 and 1.
 * @example
 * ```ts
 * newcombeInterval({ passed: 56, total: 70 }, { passed: 48, total: 80 }).low; // 0.0524314724
 * ```
 */
export function newcombeInterval(
  first: { readonly passed: number; readonly total: number },
  second: { readonly passed: number; readonly total: number },
  level: number = 0.95,
): Interval {
  for (const { passed, total } of [first, second]) {
    checkCount(total, "total", 1);
    checkCounts(passed, total);
  }
  const [p, q] = [first.passed / first.total, second.passed / second.total];
  const one = wilsonInterval(first.passed, first.total, level);
  const two = wilsonInterval(second.passed, second.total, level);
  return {
    low: Math.max(-1, p - q - Math.hypot(p - one.low, two.high - q)),
    high: Math.min(1, p - q + Math.hypot(one.high - p, q - two.low)),
    level,
    method: "newcombe",
  };
}
