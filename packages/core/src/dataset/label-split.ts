import { createHash } from "node:crypto";

/** Labelled cases in three parts that are never mixed. */
export interface LabelSplit<Case> {
  /** Few-shot examples come from here. */
  readonly train: readonly Case[];
  /** A rubric is corrected against these. */
  readonly dev: readonly Case[];
  /** A judge is measured against these, once. */
  readonly test: readonly Case[];
}

export interface LabelSplitOptions {
  /** Another text gives another split. Default: none. */
  readonly salt?: string;
}

/**
 * Splits labelled cases 20 : 40 : 40. A case's part follows from its id alone: it stays where it is when cases are added,
 * removed or put in another order, which a cut by rank or a random draw does not give.
 *
 * @returns the cases in the order given. The part is that of u = (first 32 bits of SHA-256(salt + id)) / 2^32, from 0 to 1:
 * below 0.2 train, below 0.6 dev, else test. Small sets come out uneven: look at the counts.
 * @example
 * ```ts
 * const { cases } = await loadDataset("./labelled.cases.jsonl");
 * const { train, dev, test } = labelSplit(cases);
 * ```
 */
export function labelSplit<Case extends { readonly id: string }>(
  cases: Iterable<Case>,
  options: LabelSplitOptions = {},
): LabelSplit<Case> {
  const split = { train: [] as Case[], dev: [] as Case[], test: [] as Case[] };
  for (const one of cases) split[partOf(one.id, options.salt ?? "")].push(one);
  return split;
}

function partOf(id: string, salt: string): keyof LabelSplit<unknown> {
  const share =
    createHash("sha256")
      .update(salt + id)
      .digest()
      .readUInt32BE(0) /
    2 ** 32;
  if (share < 0.2) return "train";
  return share < 0.6 ? "dev" : "test";
}
