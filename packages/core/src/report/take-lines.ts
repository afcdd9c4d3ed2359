/** As many of `lines` as fit into `budget`, of which each takes `sizeOf`, and how many do not; only what is taken is made. */
export function takeLines(
  lines: Iterable<string>,
  count: number,
  budget: number,
  sizeOf: (line: string) => number = (line) => line.length,
): { readonly taken: readonly string[]; readonly rest: number } {
  const taken: string[] = [];
  let used = 0;
  for (const line of lines) {
    used += sizeOf(line) + 1;
    if (used > budget) break;
    taken.push(line);
  }
  return { taken, rest: count - taken.length };
}
