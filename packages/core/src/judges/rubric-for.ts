import { rubric, type Rubric, type RubricVariants } from "./rubric.ts";
import { scoreRubric, type ScoreRubric } from "./score-rubric.ts";

/**
 * The rubric that a case is judged by: with the variant's text where it has one for the case, else as it is.
 *
 * @param base - made by `rubric` or `scoreRubric`.
 * @param metadata - of the case.
 * @example
 * ```ts
 * rubricFor(resolves, { persona: "novice" }).pass; // what a novice needs
 * ```
 */
export function rubricFor<Base extends Rubric | ScoreRubric>(
  base: Base,
  metadata: { readonly [dimension: string]: unknown },
): Base {
  // Both kinds of rubric go in as what they are and come out as the same kind.
  return ("levels" in base ? ofScore(base, metadata) : ofBinary(base, metadata)) as Base;
}

function ofBinary(base: Rubric, metadata: Metadata): Rubric {
  const key = variantOf(base.variants, metadata);
  if (key === undefined) return base;
  const { variants, hash: _hash, variant: _variant, ...own } = base;
  return Object.freeze({ ...rubric({ ...own, ...variants?.of[key] }), variant: key });
}

function ofScore(base: ScoreRubric, metadata: Metadata): ScoreRubric {
  const key = variantOf(base.variants, metadata);
  if (key === undefined) return base;
  const { variants, hash: _hash, variant: _variant, ...own } = base;
  const chosen = variants?.of[key];
  const levels = { ...own.levels, ...chosen?.levels };
  return Object.freeze({ ...scoreRubric({ ...own, ...chosen, levels }), variant: key });
}

type Metadata = { readonly [dimension: string]: unknown };

/** The value that chooses a variant for a case; `undefined` where none is for it. */
function variantOf(variants: RubricVariants<unknown> | undefined, metadata: Metadata): string | undefined {
  if (variants === undefined || !Object.hasOwn(metadata, variants.dimension)) return undefined;
  const value = metadata[variants.dimension];
  const key = ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
  return key !== undefined && Object.hasOwn(variants.of, key) ? key : undefined;
}
