/** Two texts of 10,000 different code points: about half a second. */
const maxSteps = 100_000_000;

/**
 * The number of code points to insert, delete or replace to turn one text into the other (Levenshtein 1966).
 *
 * @throws RangeError when what differs is so long (lengths that multiply to more than 100,000,000) that comparing it would
 * stall a run.
 * @example
 * ```ts
 * levenshteinDistance("kitten", "sitting"); // 3
 * levenshteinDistance("👍", "👎"); // 1
 * ```
 */
export function levenshteinDistance(first: string, second: string): number {
  const [a, b] = withoutCommonEnds(codePoints(first), codePoints(second));
  if (a.length === 0 || b.length === 0) return Math.max(a.length, b.length);
  if (a.length * b.length > maxSteps) {
    throw new RangeError(
      `Failed to compare two texts by Levenshtein distance: they differ over ${a.length} and ${b.length} characters, and lengths that multiply to more than ${maxSteps} would stall the run. Compare a part of them, or use tokenF1.`,
    );
  }
  let previous = Uint32Array.from({ length: b.length + 1 }, (_, index) => index);
  let current = new Uint32Array(b.length + 1);
  for (let row = 0; row < a.length; row++) {
    fillRow(current, previous, row, a, b);
    [previous, current] = [current, previous];
  }
  return previous[b.length] ?? 0;
}

function fillRow(
  current: Uint32Array,
  previous: Uint32Array,
  row: number,
  a: Uint32Array,
  b: Uint32Array,
): void {
  current[0] = row + 1;
  for (let column = 0; column < b.length; column++) {
    const replaced = (previous[column] as number) + (a[row] === b[column] ? 0 : 1);
    const shorter = Math.min(previous[column + 1] as number, current[column] as number) + 1;
    current[column + 1] = Math.min(replaced, shorter);
  }
}

/** 1 minus the distance over the longer text's length, from 0 to 1; 1 for two empty texts. */
export function levenshteinSimilarity(first: string, second: string): number {
  const longer = Math.max(codePoints(first).length, codePoints(second).length);
  return longer === 0 ? 1 : 1 - levenshteinDistance(first, second) / longer;
}

/** What the similarity cannot exceed, by the lengths alone. */
export function levenshteinBound(first: string, second: string): number {
  const [a, b] = [codePoints(first).length, codePoints(second).length];
  return a === b ? 1 : Math.min(a, b) / Math.max(a, b);
}

function codePoints(text: string): Uint32Array {
  return Uint32Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

/** What both begin or end with needs no edits. */
function withoutCommonEnds(a: Uint32Array, b: Uint32Array): readonly [Uint32Array, Uint32Array] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.subarray(start, a.length - end), b.subarray(start, b.length - end)];
}
