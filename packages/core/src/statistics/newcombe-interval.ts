import type { Interval } from "./interval.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** The interval of the difference of two independent rates, first minus second (Newcombe 1998, method 10). */
export function newcombeInterval(
  first: { readonly passed: number; readonly total: number },
  second: { readonly passed: number; readonly total: number },
  level: number = 0.95,
): Interval {
  const [p, q] = [first.passed / first.total, second.passed / second.total];
  const one = wilsonInterval(first.passed, first.total, level);
  const two = wilsonInterval(second.passed, second.total, level);
  return {
    low: p - q - Math.hypot(p - one.low, two.high - q),
    high: p - q + Math.hypot(one.high - p, q - two.low),
    level,
    method: "newcombe",
  };
}
