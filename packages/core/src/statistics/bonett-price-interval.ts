import { checkCount, checkLevel } from "./check-input.ts";
import type { Interval } from "./interval.ts";
import { normalQuantile } from "./normal-distribution.ts";

/**
 * The interval of the change of a pass rate over the same `total` cases: `broken` went from pass to fail, `mended` the
 * other way (Bonett and Price 2012). It never collapses to nothing when no case flipped.
 *
 * @throws RangeError for counts that cannot be, or a level that is not between 0 and 1.
 * @example
 * ```ts
 * bonettPriceInterval(9, 1, 100); // { low: -0.1432316444, high: -0.0136311007, level: 0.95, method: "bonett-price" }
 * ```
 */
export function bonettPriceInterval(
  broken: number,
  mended: number,
  total: number,
  level: number = 0.95,
): Interval {
  checkCount(broken, "broken");
  checkCount(mended, "mended");
  checkCount(total, "total", broken + mended);
  checkLevel(level);
  const z = normalQuantile(0.5 + level / 2);
  const lost = (broken + 1) / (total + 2);
  const won = (mended + 1) / (total + 2);
  const change = won - lost;
  const half = z * Math.sqrt((lost + won - change * change) / (total + 2));
  return {
    low: Math.max(-1, change - half),
    high: Math.min(1, change + half),
    level,
    method: "bonett-price",
  };
}
