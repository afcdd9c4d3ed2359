/** How the cells of a kappa's confusion table weigh: by identity, by distance, by squared distance. */
export type KappaWeights = "none" | "linear" | "quadratic";

/**
 * Cohen's kappa of two raters over the same items (Cohen 1960; weighted 1968). 1 is full agreement, 0 what chance would
 * give. NaN when chance alone would agree always.
 *
 * @param first - The first rater's labels; for weights other than "none" the order of `labels` is the scale.
 * @throws RangeError when the lists differ in length or are empty.
 */
export function cohenKappa<Label extends string | number | boolean>(
  first: readonly Label[],
  second: readonly Label[],
  options: { readonly weights?: KappaWeights; readonly labels?: readonly Label[] } = {},
): number {
  if (first.length !== second.length || first.length === 0) {
    throw new RangeError(
      `Expected two lists of the same length, at least 1, got ${first.length} and ${second.length}.`,
    );
  }
  const { weights = "none", labels = [...new Set([...first, ...second])].sort((a, b) => (a < b ? -1 : 1)) } =
    options;
  const place = new Map(labels.map((label, index) => [label, index]));
  const [rows, columns] = [countBy(first, place), countBy(second, place)];
  let observed = 0;
  first.forEach((label, index) => {
    observed += weight(place.get(label) ?? 0, place.get(second[index] as Label) ?? 0, weights);
  });
  let expected = 0;
  rows.forEach((row, i) =>
    columns.forEach((column, j) => (expected += (row * column * weight(i, j, weights)) / first.length)),
  );
  return 1 - observed / expected;
}

function weight(i: number, j: number, weights: KappaWeights): number {
  if (weights === "none") return i === j ? 0 : 1;
  return weights === "linear" ? Math.abs(i - j) : (i - j) ** 2;
}

function countBy<Label>(labels: readonly Label[], place: ReadonlyMap<Label, number>): number[] {
  const counts = Array.from(place, () => 0);
  for (const label of labels) {
    const index = place.get(label) ?? 0;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

/**
 * Fleiss' kappa of several raters: `counts[item][category]` says how many raters put the item there; every item has the
 * same number of raters (Fleiss 1971).
 */
export function fleissKappa(counts: readonly (readonly number[])[]): number {
  const raters = sum(counts[0] ?? []);
  const items = counts.length;
  const categories = counts[0]?.length ?? 0;
  const agreement = counts.reduce(
    (total, row) => total + (sum(row.map((n) => n * n)) - raters) / (raters * (raters - 1)),
    0,
  );
  let chance = 0;
  for (let category = 0; category < categories; category++) {
    chance += (sum(counts.map((row) => row[category] ?? 0)) / (items * raters)) ** 2;
  }
  return (agreement / items - chance) / (1 - chance);
}

export type KrippendorffMetric = "nominal" | "ordinal" | "interval";

/**
 * Krippendorff's alpha over units that may miss ratings: 1 is full agreement (Krippendorff 2011, "Computing
 * Krippendorff's alpha-reliability"). 1 when all ratings are the same; NaN when no unit has two.
 */
export function krippendorffAlpha(
  units: readonly (readonly number[])[],
  metric: KrippendorffMetric = "nominal",
): number {
  const paired = units.filter((unit) => unit.length >= 2);
  const ratings = paired.flat();
  if (ratings.length === 0) return Number.NaN;
  const scale = metric === "ordinal" ? cumulativeMidpoints(ratings) : undefined;
  const scaled =
    scale === undefined ? paired : paired.map((unit) => unit.map((value) => scale.get(value) ?? 0));
  const disagreement = metric === "nominal" ? nominalDisagreement : squaredDisagreement;
  const observed =
    scaled.reduce((total, unit) => total + disagreement(unit) / (unit.length - 1), 0) / ratings.length;
  const expected = disagreement(scaled.flat()) / (ratings.length * (ratings.length - 1));
  return expected === 0 ? 1 : 1 - observed / expected;
}

function nominalDisagreement(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return values.length ** 2 - sum([...counts.values()].map((count) => count * count));
}

/** Sum of (a - b)² over all ordered pairs. */
function squaredDisagreement(values: readonly number[]): number {
  const centre = sum(values) / values.length;
  return 2 * values.length * sum(values.map((value) => (value - centre) ** 2));
}

/** The ordinal metric is the interval metric on cumulative midpoints of the ratings' frequencies. */
function cumulativeMidpoints(ratings: readonly number[]): Map<number, number> {
  const midpoints = new Map<number, number>();
  let below = 0;
  for (const value of [...new Set(ratings)].sort((a, b) => a - b)) {
    const count = ratings.filter((rating) => rating === value).length;
    midpoints.set(value, below + count / 2);
    below += count;
  }
  return midpoints;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
