/** The number of characters in `text`, counted as Unicode code points: "👍" is one. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
