import { mean } from "../statistics/mean-variance.ts";
import type { CaseFacts } from "./case-facts.ts";
import { summarizeMean } from "./mean-summary.ts";
import { record } from "./record.ts";
import type { SummaryTables } from "./summary-tables.ts";

/** The means of retrieval figures per partition, in the order of `partitions`; `undefined` without any retrieval check. */
export function tallyRetrieval(
  cases: readonly CaseFacts[],
  partitions: readonly string[],
): SummaryTables["retrieval"] {
  const retrieving = cases.filter(({ trials }) => trials.some(({ retrievals }) => retrievals.length > 0));
  const rows = partitions.flatMap((partition) => {
    const members = retrieving.filter((one) => one.partition === partition);
    return members.length === 0 ? [] : [[partition, tallyFigures(members)] as const];
  });
  return rows.length === 0 ? undefined : record(rows);
}

function tallyFigures(cases: readonly CaseFacts[]): NonNullable<SummaryTables["retrieval"]>[string] {
  const values = new Map<string, number[]>();
  for (const one of cases) {
    for (const [figure, value] of caseFigures(one)) {
      const all = values.get(figure) ?? [];
      values.set(figure, all);
      all.push(value);
    }
  }
  const names = [...values.keys()].sort(compareFigures);
  return record(names.map((name) => [name, summarizeMean(values.get(name) ?? [])]));
}

/** One value per figure and case: a case with many queries weighs no more than one with a single query. */
function caseFigures({ trials }: CaseFacts): [string, number][] {
  const checks = trials.flatMap(({ retrievals }) => retrievals);
  const names = [...new Set(checks.flatMap(({ figures }) => Object.keys(figures)))];
  return names.map((name) => {
    const values = checks.flatMap(({ figures }) => figures[name] ?? []);
    return [name, mean(values.toSorted((a, b) => a - b))];
  });
}

/** By name, then by cutoff as a number. */
function compareFigures(a: string, b: string): number {
  const [nameA = "", kA = "0"] = a.split("@");
  const [nameB = "", kB = "0"] = b.split("@");
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  return Number(kA) - Number(kB);
}
