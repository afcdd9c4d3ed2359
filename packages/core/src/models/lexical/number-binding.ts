import type { ClauseFacts, SentenceFacts } from "./facts.ts";
import { sameQuantity, type Quantity } from "./quantities.ts";

/**
 * Finds a number that the context gives to something else ("Pro costs $29" where Starter costs $29 and Pro $49): another
 * number of the same unit stands closer to the words around it.
 */
export function findMisboundNumber(
  claim: readonly ClauseFacts[],
  sentences: readonly SentenceFacts[],
): string | undefined {
  const all = new Set(claim.flatMap(({ stems }) => [...stems]));
  for (const { stems, quantities } of claim) {
    for (const quantity of quantities) {
      const rival = closerRival(
        quantity,
        quantities,
        { near: stems, all: stems.size > 0 ? stems : all },
        sentences,
      );
      if (rival !== undefined) return `the context gives ${rival.text} there, not ${quantity.text}`;
    }
  }
  return undefined;
}

function closerRival(
  quantity: Quantity,
  claimed: readonly Quantity[],
  words: { readonly near: ReadonlySet<string>; readonly all: ReadonlySet<string> },
  sentences: readonly SentenceFacts[],
): Quantity | undefined {
  let own = 0;
  let best = 0;
  let rival: Quantity | undefined;
  for (const { stems, clauses } of sentences) {
    for (const clause of clauses) {
      const closeness = overlap(words.all, stems) + overlap(words.near, clause.stems);
      for (const other of clause.quantities) {
        if (sameQuantity(quantity, other)) own = Math.max(own, closeness);
        else if (
          other.unit === quantity.unit &&
          closeness > best &&
          !claimed.some((one) => sameQuantity(one, other))
        ) {
          best = closeness;
          rival = other;
        }
      }
    }
  }
  return best > own ? rival : undefined;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const word of a) if (b.has(word)) count += 1;
  return count;
}
