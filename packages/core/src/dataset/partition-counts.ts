import type { EvalCase } from "./eval-case.ts";
import { knownPartitions } from "./partition.ts";

/**
 * How many cases each partition holds: the four known ones first, also when empty, then the others by name.
 *
 * @example
 * ```ts
 * partitionCounts(cases).get("golden"); // 5
 * ```
 */
export function partitionCounts(cases: Iterable<EvalCase>): ReadonlyMap<string, number> {
  const own = new Map<string, number>();
  const known = new Map<string, number>(knownPartitions.map((name) => [name, 0]));
  for (const { partition } of cases) {
    const counts = known.has(partition) ? known : own;
    counts.set(partition, (counts.get(partition) ?? 0) + 1);
  }
  const named = [...own].sort(([left], [right]) => (left < right ? -1 : 1));
  return new Map([...known, ...named]);
}
