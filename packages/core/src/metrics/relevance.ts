/** Which documents are relevant to a query: a list of ids, or a grade per id (0 is not relevant, higher is better). */
export type Relevance = readonly string[] | { readonly [id: string]: number };

/** Grades by id; a list grades each of its ids 1. */
export function relevanceGrades(relevance: Relevance): ReadonlyMap<string, number> {
  const entries = Array.isArray(relevance)
    ? (relevance as readonly string[]).map((id) => [id, 1] as const)
    : Object.entries(relevance as { readonly [id: string]: number });
  return new Map(entries.filter(([, grade]) => grade > 0));
}

/** The ranking without repetitions: a document counts at its first place only. */
export function firstPlaces(ranking: readonly string[]): readonly string[] {
  return [...new Set(ranking)];
}

/** @throws RangeError when `k` is not a positive integer. */
export function assertCutoff(k: number): void {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`Expected k to be a positive integer, got ${k}.`);
}
