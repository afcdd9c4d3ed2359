import { checkCount, checkFinite } from "./check-input.ts";

/** How the cells of a kappa's confusion table weigh: by identity, by distance, by squared distance. */
export type KappaWeights = "none" | "linear" | "quadratic";

/**
 * Cohen's kappa of two raters over the same items (Cohen 1960; weighted 1968). 1 is full agreement, 0 what chance would
 * give. NaN when chance alone would agree always.
 *
 * @param options - For weights other than "none" the order of `labels` is the scale; without it, the order of the values.
 * @throws RangeError when the lists differ in length or are empty, or when `labels` lacks or repeats one.
 * @example
 * ```ts
 * cohenKappa([1, 2, 3, 3], [1, 2, 3, 2], { weights: "quadratic" }); // 0.8
 * ```
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
  checkLabels(labels, place, [...first, ...second]);
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

function checkLabels<Label>(
  labels: readonly Label[],
  place: ReadonlyMap<Label, number>,
  used: readonly Label[],
): void {
  if (place.size < labels.length) throw new RangeError("Expected labels to name each label once.");
  const missing = used.find((label) => !place.has(label) || Number.isNaN(label));
  if (missing !== undefined)
    throw new RangeError(`Expected labels to hold every label, "${String(missing)}" is missing.`);
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
 * same number of raters (Fleiss 1971). NaN when chance alone would agree always.
 *
 * @throws RangeError when there is no item, when one has fewer than two raters or not as many as the others, or for counts
 *   that cannot be.
 * @example
 * ```ts
 * fleissKappa([[3, 0], [0, 3], [2, 1]]); // 0.55
 * ```
 */
export function fleissKappa(counts: readonly (readonly number[])[]): number {
  const raters = sum(counts[0] ?? []);
  const items = counts.length;
  const categories = counts[0]?.length ?? 0;
  for (const row of counts) for (const count of row) checkCount(count, "every count");
  if (raters < 2 || counts.some((row) => row.length !== categories || sum(row) !== raters))
    throw new RangeError(
      "Expected every item to have the same categories and the same number of raters, at least 2.",
    );
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

/** How far two ratings are apart: different or not, by rank, or by their squared distance. */
export type KrippendorffMetric = "nominal" | "ordinal" | "interval";

/**
 * Krippendorff's alpha over units that may miss ratings: 1 is full agreement (Krippendorff 2011, "Computing
 * Krippendorff's alpha-reliability"). 1 when all ratings are the same; NaN when no unit has two.
 *
 * @throws RangeError for a rating that is not finite.
 * @example
 * ```ts
 * krippendorffAlpha([[1, 2], [3, 4], [1, 1]], "interval"); // 0.7916666667
 * ```
 */
export function krippendorffAlpha(
  units: readonly (readonly number[])[],
  metric: KrippendorffMetric = "nominal",
): number {
  const paired = units.filter((unit) => unit.length >= 2);
  const ratings = paired.flat();
  checkFinite(units.flat(), "ratings");
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
