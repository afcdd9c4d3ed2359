import type { PartitionSummary } from "../run/summary.ts";
import { formatInterval, formatShare } from "./format-numbers.ts";

/** Where the true rate lies, and with which confidence. */
export interface TrueRate {
  readonly text: string;
  readonly level: number;
  readonly low: number;
  readonly high: number;
}

/**
 * What every report says of the rate of all cases like these: the claim by the exact bound where every case passed, else
 * Wilson's interval. While cases are without a verdict it is not known, and neither is how far off it may be: undefined.
 */
export function trueRateOf({
  declared,
  pass,
  fail,
  interval,
  claim,
}: Pick<PartitionSummary, "declared" | "pass" | "fail" | "interval" | "claim">): TrueRate | undefined {
  if (declared === 0 || pass + fail < declared) return undefined;
  if (claim !== undefined && pass === declared)
    return { text: `>= ${formatShare(claim.low)}`, level: claim.level, low: claim.low, high: 1 };
  return { text: formatInterval(interval), level: interval.level, low: interval.low, high: interval.high };
}
