export interface ClassMetrics {
  /** Items of this class. */
  readonly support: number;
  /** NaN when the class was never predicted. */
  readonly precision: number;
  /** NaN when no item is of this class. */
  readonly recall: number;
  /** 0 when the class was predicted or present but never hit; NaN when neither. */
  readonly f1: number;
}

export interface ConfusionMatrix {
  /** In order of first appearance, expected labels first. */
  readonly labels: readonly string[];
  /** `counts[i][j]`: items of label i that were predicted as label j. */
  readonly counts: readonly (readonly number[])[];
  readonly total: number;
  readonly accuracy: number;
  readonly perClass: ReadonlyMap<string, ClassMetrics>;
  /** Unweighted mean of the classes' F1, undefined ones as 0. */
  readonly macroF1: number;
  /** F1 over all decisions; equals the accuracy when every item has one label. */
  readonly microF1: number;
}

/**
 * Expected against predicted labels, with precision, recall and F1 per class (definitions of scikit-learn's
 * `precision_recall_fscore_support`, undefined figures as NaN).
 *
 * @example
 * ```ts
 * confusionMatrix([["spam", "spam"], ["ham", "spam"]]).accuracy; // 0.5
 * ```
 */
export function confusionMatrix(
  pairs: readonly (readonly [expected: string, predicted: string])[],
): ConfusionMatrix {
  const labels = [
    ...new Set([...pairs.map(([expected]) => expected), ...pairs.map(([, predicted]) => predicted)]),
  ];
  const place = new Map(labels.map((label, index) => [label, index]));
  const counts = labels.map(() => labels.map(() => 0));
  for (const [expected, predicted] of pairs) {
    const row = counts[place.get(expected) ?? 0] as number[];
    const column = place.get(predicted) ?? 0;
    row[column] = (row[column] ?? 0) + 1;
  }
  const perClass = new Map(labels.map((label, index) => [label, classMetrics(counts, index)]));
  const hits = counts.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  const accuracy = hits / (pairs.length || Number.NaN);
  const f1s = [...perClass.values()].map(({ f1 }) => (Number.isNaN(f1) ? 0 : f1));
  return {
    labels,
    counts,
    total: pairs.length,
    accuracy,
    perClass,
    macroF1: f1s.reduce((sum, f1) => sum + f1, 0) / (f1s.length || Number.NaN),
    microF1: accuracy,
  };
}

function classMetrics(counts: readonly (readonly number[])[], index: number): ClassMetrics {
  const hits = counts[index]?.[index] ?? 0;
  const support = (counts[index] ?? []).reduce((sum, count) => sum + count, 0);
  const predicted = counts.reduce((sum, row) => sum + (row[index] ?? 0), 0);
  return {
    support,
    precision: hits / (predicted || Number.NaN),
    recall: hits / (support || Number.NaN),
    f1: (2 * hits) / (support + predicted || Number.NaN),
  };
}
