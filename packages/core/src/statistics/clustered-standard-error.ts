import { checkFinite } from "./check-input.ts";
import { mean } from "./mean-variance.ts";

export interface ClusteredStandardError {
  /** With the factor C/(C - 1) for C clusters; 0 for one cluster. */
  readonly standardError: number;
  /** Without that factor, as in Miller, arXiv 2411.00640, section 2.2. */
  readonly uncorrected: number;
  /** How many clusters there are: the degrees of freedom are one fewer. */
  readonly clusters: number;
}

/**
 * The standard error of a mean whose values come in clusters (trials of one case, questions about one document; Miller,
 * arXiv 2411.00640, section 2.2). For an interval take Student's t with one degree of freedom fewer than there are clusters;
 * with fewer than about ten of them it says little.
 *
 * @throws RangeError when the lists are empty or differ in length, a value is not finite, or a cluster has no name.
 * @example
 * ```ts
 * clusteredStandardError([1, 1, 0, 0], ["a", "a", "b", "b"]).standardError; // 0.5
 * ```
 */
export function clusteredStandardError(
  values: readonly number[],
  clusters: readonly string[],
): ClusteredStandardError {
  if (values.length !== clusters.length) {
    throw new RangeError(
      `Expected a cluster for each of the ${values.length} values, got ${clusters.length}.`,
    );
  }
  if (values.length === 0) throw new RangeError("Expected at least 1 value, got none.");
  checkFinite(values, "values");
  // From JavaScript a cluster may be anything, and all that have none would be one.
  const unnamed = clusters.findIndex((cluster: unknown) => typeof cluster !== "string" || cluster === "");
  if (unnamed >= 0) {
    const found = JSON.stringify(clusters[unnamed]) ?? "none";
    throw new RangeError(`Expected clusters to be names, got ${found} at index ${unnamed}.`);
  }
  const centre = mean(values);
  const sums = new Map<string, number>();
  values.forEach((value, index) => {
    const cluster = clusters[index] as string;
    sums.set(cluster, (sums.get(cluster) ?? 0) + value - centre);
  });
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  const uncorrected = Math.sqrt(squares) / values.length;
  const count = sums.size;
  return {
    standardError: count > 1 ? uncorrected * Math.sqrt(count / (count - 1)) : 0,
    uncorrected,
    clusters: count,
  };
}
