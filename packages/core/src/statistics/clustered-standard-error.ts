import { mean } from "./mean-variance.ts";

export interface ClusteredStandardError {
  /** With the factor C/(C - 1) for C clusters; 0 for one cluster. */
  readonly standardError: number;
  /** Without that factor, as in Miller, arXiv 2411.00640, section 2.2. */
  readonly uncorrected: number;
  readonly clusters: number;
}

/**
 * The standard error of a mean whose values come in clusters (trials of one case, questions about one document).
 *
 * @throws RangeError when the lists differ in length.
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
