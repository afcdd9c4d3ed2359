import { confusionMatrix } from "../metrics/confusion-matrix.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import type { CaseFacts } from "./case-facts.ts";
import type { CompactLabel } from "./compact-details.ts";
import type { ClassificationSummary, ClassSummary } from "./summary-tables.ts";

type Pair = readonly [expected: string, predicted: string];

/** One confusion matrix per group of classification checks; `undefined` without any. */
export function tallyClassification(
  cases: readonly CaseFacts[],
): readonly ClassificationSummary[] | undefined {
  const groups = new Map<string, Pair[]>();
  for (const { trials } of cases) {
    for (const { group, pair } of casePairs(trials.map(({ labels }) => labels))) {
      const pairs = groups.get(group) ?? [];
      groups.set(group, pairs);
      pairs.push(pair);
    }
  }
  if (groups.size === 0) return undefined;
  return [...groups.keys()].sort().map((group) => summarizeGroup(group, groups.get(group) ?? []));
}

/** One pair per check of a case. Where its trials differ, a wrong answer counts: the most frequent, then the first by name. */
function casePairs(trials: readonly (readonly CompactLabel[])[]): { group: string; pair: Pair }[] {
  const answers = new Map<string, CompactLabel[]>();
  for (const labels of trials) {
    const seen = new Map<string, number>();
    for (const label of labels) {
      const check = JSON.stringify([label.group, label.expected]);
      const position = seen.get(check) ?? 0;
      seen.set(check, position + 1);
      const key = `${position} ${check}`;
      answers.set(key, [...(answers.get(key) ?? []), label]);
    }
  }
  return [...answers.values()].map((labels) => {
    const { group, expected } = labels[0] as CompactLabel;
    return { group, pair: [expected, worstPrediction(expected, labels)] };
  });
}

function worstPrediction(expected: string, labels: readonly CompactLabel[]): string {
  const counts = new Map<string, number>();
  for (const { predicted } of labels) {
    if (predicted !== expected) counts.set(predicted, (counts.get(predicted) ?? 0) + 1);
  }
  const wrong = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return wrong[0]?.[0] ?? expected;
}

function summarizeGroup(group: string, pairs: readonly Pair[]): ClassificationSummary {
  // The matrix lists labels by appearance; sorted pairs make that their order by name.
  const sorted = pairs.toSorted(([a, b], [c, d]) => compareText(a, c) || compareText(b, d));
  const matrix = confusionMatrix(sorted);
  const order = matrix.labels
    .map((label, index) => ({ label, index }))
    .toSorted((a, b) => compareText(a.label, b.label));
  const correct = sorted.filter(([expected, predicted]) => expected === predicted).length;
  return {
    group,
    total: pairs.length,
    correct,
    accuracy: matrix.accuracy,
    interval: wilsonInterval(correct, pairs.length),
    macroF1: matrix.macroF1,
    microF1: matrix.microF1,
    classes: order.map(({ label }): ClassSummary => {
      const { support = 0, precision, recall, f1 } = matrix.perClass.get(label) ?? {};
      return { label, support, ...known({ precision, recall, f1 }) };
    }),
    counts: order.map((row) => order.map((column) => matrix.counts[row.index]?.[column.index] ?? 0)),
  };
}

/** JSON has no NaN: an undefined figure is left out. */
function known<K extends string>(figures: { readonly [name in K]: number | undefined }): {
  [name in K]?: number;
} {
  return Object.fromEntries(
    Object.entries<number | undefined>(figures).filter(
      ([, value]) => value !== undefined && !Number.isNaN(value),
    ),
  ) as { [name in K]?: number };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
