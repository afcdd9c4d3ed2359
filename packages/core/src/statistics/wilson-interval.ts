import { checkLevel } from "./check-input.ts";
import type { Interval } from "./interval.ts";
import { normalQuantile } from "./normal-distribution.ts";

/**
 * The score interval for `passed` of `total` (Wilson 1927; Agresti and Coull 1998, equation 2). For display: close to its
 * level on average, where the exact interval is wider. From 0 to 1 when `total` is 0: nothing is known.
 *
 * @param passed - May be the sum of scores from 0 to 1; their interval is no wider than this one.
 * @throws RangeError when `passed` is not from 0 to `total`, or the level is not between 0 and 1.
 * @example
 * ```ts
 * wilsonInterval(45, 50); // { low: 0.7863976856, high: 0.9565242351, level: 0.95, method: "wilson" }
 * ```
 */
export function wilsonInterval(passed: number, total: number, level: number = 0.95): Interval {
  checkLevel(level);
  if (!(total >= 0 && total < Infinity))
    throw new RangeError(`Expected total to be a finite number of at least 0, got ${total}.`);
  // A sum of scores may pass the total by its rounding.
  if (!(passed >= 0 && passed <= total * (1 + 1e-12)))
    throw new RangeError(`Expected passed to be from 0 to total, got ${passed} of ${total}.`);
  if (total === 0) return { low: 0, high: 1, level, method: "wilson" };
  const z = normalQuantile(0.5 + level / 2);
  const rate = Math.min(1, passed / total);
  const scale = 1 + (z * z) / total;
  const centre = (rate + (z * z) / (2 * total)) / scale;
  const half = (z / scale) * Math.sqrt((rate * (1 - rate)) / total + (z * z) / (4 * total * total));
  return {
    low: rate === 0 ? 0 : Math.max(0, centre - half),
    high: rate === 1 ? 1 : Math.min(1, centre + half),
    level,
    method: "wilson",
  };
}
