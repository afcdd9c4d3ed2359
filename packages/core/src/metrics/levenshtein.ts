/**
 * The number of code points to insert, delete or replace to turn one text into the other (Levenshtein 1966).
 *
 * @example
 * ```ts
 * levenshteinDistance("kitten", "sitting"); // 3
 * levenshteinDistance("👍", "👎"); // 1
 * ```
 */
export function levenshteinDistance(first: string, second: string): number {
  const [a, b] = [Array.from(first), Array.from(second)];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  a.forEach((character, row) => {
    const current = [row + 1];
    b.forEach((other, column) => {
      const replaced = (previous[column] ?? 0) + (character === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    });
    previous = current;
  });
  return previous[b.length] ?? 0;
}

/** 1 minus the distance over the longer text's length, from 0 to 1; 1 for two empty texts. */
export function levenshteinSimilarity(first: string, second: string): number {
  const longer = Math.max(Array.from(first).length, Array.from(second).length);
  return longer === 0 ? 1 : 1 - levenshteinDistance(first, second) / longer;
}
