/** One table of a report, before any encoding: cells, titles and notes may hold untrusted text. */
export interface ReportTable {
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  /** Most telling first. */
  readonly rows: readonly (readonly string[])[];
  /** How many of the rows have something to say; a terminal shows no others. */
  readonly telling: number;
  /** What a terminal says of the rows that it leaves out; elsewhere all are shown. */
  readonly untold?: string;
  /** One line each. */
  readonly notes: readonly string[];
}

export interface ReportColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

export function leftColumn(title: string): ReportColumn {
  return { title, align: "left" };
}

export function rightColumn(title: string): ReportColumn {
  return { title, align: "right" };
}

/** `a 3, b 1 and 2 others`: the most frequent names first. */
export function listCounts(counts: readonly (readonly [name: string, count: number])[], shown = 3): string {
  const sorted = counts.toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const rest = sorted.slice(shown).reduce((sum, [, count]) => sum + count, 0);
  const told = sorted.slice(0, shown).map(([name, count]) => `${name} ${count}`);
  return [...told, ...(rest > 0 ? [`others ${rest}`] : [])].join(", ");
}
