import { bipartiteMatching } from "../metrics/bipartite-matching.ts";

/** How strictly the order of what was made has to be the expected one. */
export type SequenceOrder = "any" | "inOrder" | "exact";

export interface SequenceMatch {
  /** Per expected item the position of the made one that stands for it. */
  readonly partners: readonly (number | undefined)[];
  /** Expected items without a partner. */
  readonly missing: readonly number[];
  /** Made items that stand for nothing. */
  readonly extra: readonly number[];
  /** Of the made items, from 0 to 1; NaN when nothing was made. */
  readonly precision: number;
  /** Of the expected items, from 0 to 1; NaN when nothing was expected. */
  readonly recall: number;
  /** From 0 to 1; 1 when nothing was expected and nothing made. */
  readonly f1: number;
}

/**
 * Pairs expected with made items: `any` order by maximum bipartite matching, `inOrder` as the longest common
 * subsequence, `exact` position by position.
 */
export function matchSequence(
  expected: number,
  made: number,
  fits: (expected: number, made: number) => boolean,
  order: SequenceOrder,
): SequenceMatch {
  const partners = pair(expected, made, fits, order);
  const taken = new Set(partners);
  const missing = indices(expected).filter((index) => partners[index] === undefined);
  const extra = indices(made).filter((index) => !taken.has(index));
  const hits = expected - missing.length;
  return {
    partners,
    missing,
    extra,
    precision: hits / (made || Number.NaN),
    recall: hits / (expected || Number.NaN),
    f1: expected + made === 0 ? 1 : (2 * hits) / (expected + made),
  };
}

function pair(
  expected: number,
  made: number,
  fits: (expected: number, made: number) => boolean,
  order: SequenceOrder,
): readonly (number | undefined)[] {
  if (order === "exact")
    return indices(expected).map((index) => (index < made && fits(index, index) ? index : undefined));
  const edges = indices(expected).map((left) => indices(made).filter((right) => fits(left, right)));
  return order === "any" ? bipartiteMatching(edges) : commonSubsequence(edges, made);
}

function commonSubsequence(
  edges: readonly (readonly number[])[],
  made: number,
): readonly (number | undefined)[] {
  const fit = edges.map((list) => new Set(list));
  // lengths[i][j]: longest common subsequence of the expected items from i and the made ones from j.
  const lengths = Array.from({ length: edges.length + 1 }, () => Array.from({ length: made + 1 }, () => 0));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = edges.length - 1; i >= 0; i--) {
    for (let j = made - 1; j >= 0; j--) {
      const row = lengths[i] as number[];
      row[j] = fit[i]?.has(j) === true ? 1 + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const partners: (number | undefined)[] = edges.map(() => undefined);
  for (let i = 0, j = 0; i < edges.length && j < made;) {
    if (fit[i]?.has(j) === true && at(i, j) === 1 + at(i + 1, j + 1)) partners[i++] = j++;
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return partners;
}

function indices(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
