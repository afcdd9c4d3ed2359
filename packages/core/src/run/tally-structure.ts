import { mean } from "../statistics/mean-variance.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import type { CaseFacts } from "./case-facts.ts";
import type { CompactFields } from "./compact-details.ts";
import { summarizeMean } from "./mean-summary.ts";
import type { FieldSummary, StructureSummary } from "./summary-tables.ts";

/** Field accuracy over all structure checks; `undefined` without any. */
export function tallyStructure(cases: readonly CaseFacts[]): StructureSummary | undefined {
  const checked = cases
    .map(({ trials }) => trials.flatMap(({ fields }) => fields).filter(({ total }) => total > 0))
    .filter((checks) => checks.length > 0);
  if (checked.length === 0) return undefined;
  const all = checked.flat();
  return {
    accuracy: summarizeMean(checked.map(caseAccuracy)),
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    total: all.reduce((sum, { total }) => sum + total, 0),
    cut: checked.filter((checks) => checks.some(isCut)).length,
    fields: tallyFields(checked),
  };
}

function caseAccuracy(checks: readonly CompactFields[]): number {
  return mean(checks.map(({ passed, total }) => passed / total).toSorted((a, b) => a - b));
}

function isCut({ total, fields }: CompactFields): boolean {
  return fields.reduce((sum, field) => sum + field.total, 0) < total;
}

function tallyFields(cases: readonly (readonly CompactFields[])[]): FieldSummary[] {
  const paths = new Map<string, { cases: number; right: number }>();
  for (const checks of cases) {
    const fields = checks.flatMap((check) => check.fields);
    const wrong = new Set(fields.filter(({ passed, total }) => passed < total).map(({ path }) => path));
    for (const path of new Set(fields.map((field) => field.path))) {
      const counts = paths.get(path) ?? { cases: 0, right: 0 };
      paths.set(path, counts);
      counts.cases++;
      if (!wrong.has(path)) counts.right++;
    }
  }
  return [...paths]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { cases: count, right }]) => ({
      path,
      cases: count,
      right,
      accuracy: right / count,
      interval: wilsonInterval(right, count),
    }));
}
