/**
 * A largest set of pairs (left, right) in which nobody stands twice, by augmenting paths (Kuhn 1955). Greedy pairing is
 * wrong: an early choice may take the only partner of a later one.
 *
 * @param edges - `edges[left]` lists the right sides that `left` may be paired with.
 * @returns The right side per left side, `undefined` where it stays alone.
 */
export function bipartiteMatching(edges: readonly (readonly number[])[]): readonly (number | undefined)[] {
  const partnerOfRight = new Map<number, number>();
  const findPartner = (left: number, tried: Set<number>): boolean => {
    const free = edges[left]?.find((right) => !partnerOfRight.has(right));
    if (free !== undefined) {
      partnerOfRight.set(free, left);
      return true;
    }
    for (const right of edges[left] ?? []) {
      if (tried.has(right)) continue;
      tried.add(right);
      const rival = partnerOfRight.get(right);
      if (rival !== undefined && findPartner(rival, tried)) {
        partnerOfRight.set(right, left);
        return true;
      }
    }
    return false;
  };
  for (let left = 0; left < edges.length; left++) findPartner(left, new Set());
  const partners: (number | undefined)[] = edges.map(() => undefined);
  for (const [right, left] of partnerOfRight) partners[left] = right;
  return partners;
}
