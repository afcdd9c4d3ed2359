import type { Interval } from "./interval.ts";
import { normalQuantile } from "./normal-distribution.ts";

/**
 * The score interval for `passed` of `total` (Wilson 1927; Agresti and Coull 1998, equation 2). For display: close to its
 * level on average, where the exact interval is wider. From 0 to 1 when `total` is 0: nothing is known.
 */
export function wilsonInterval(passed: number, total: number, level: number = 0.95): Interval {
  if (total === 0) return { low: 0, high: 1, level, method: "wilson" };
  const z = normalQuantile(0.5 + level / 2);
  const rate = passed / total;
  const scale = 1 + (z * z) / total;
  const centre = (rate + (z * z) / (2 * total)) / scale;
  const half = (z / scale) * Math.sqrt((rate * (1 - rate)) / total + (z * z) / (4 * total * total));
  return {
    low: passed === 0 ? 0 : Math.max(0, centre - half),
    high: passed === total ? 1 : Math.min(1, centre + half),
    level,
    method: "wilson",
  };
}
