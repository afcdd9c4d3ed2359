import { explainMiss } from "../run/explain-miss.ts";
import type { SummaryCase } from "../run/summary.ts";
import { formatCount } from "./format-numbers.ts";

export type MissGroup = readonly [SummaryCase, ...SummaryCase[]];

/**
 * The misses in their order, those together that one outage explains: cases of a partition that ended without a verdict, or
 * whose application threw, for the same reason. What a check found wrong stands alone.
 */
export function groupMisses(misses: readonly SummaryCase[]): MissGroup[] {
  const groups = new Map<string, [SummaryCase, ...SummaryCase[]]>();
  for (const [index, miss] of misses.entries()) {
    const key = isOutage(miss)
      ? JSON.stringify([miss.status, miss.cause, miss.partition, explainMiss(miss)])
      : String(index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [miss]);
    else group.push(miss);
  }
  return [...groups.values()];
}

/** `and 3 more cases for the same reason: a, b, c`; nothing where the first stands alone. Untrusted text. */
export function sameReason([, ...others]: MissGroup): string | undefined {
  if (others.length === 0) return undefined;
  const names = others.slice(0, 5).map(({ id }) => id);
  const more = others.length > names.length ? " ..." : "";
  return `and ${formatCount(others.length, "more case")} for the same reason: ${names.join(", ")}${more}`;
}

function isOutage({ status, cause }: SummaryCase): boolean {
  return status === "error" || status === "inconclusive" || cause === "errored-output";
}
