import { EvalError } from "../errors/eval-error.ts";
import type { EmbeddingModel } from "../models/chat-model.ts";
import type { Interval } from "../statistics/interval.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { cosine } from "./cosine.ts";
import { embedTexts } from "./embed-texts.ts";
import { canonicalise } from "./untrusted-text.ts";

/** Two texts, and whether a person calls them alike. */
export interface SimilarityPair {
  readonly output: string;
  readonly reference: string;
  readonly similar: boolean;
}

export interface CalibrateSimilarityOptions {
  readonly model: EmbeddingModel;
  /**
   * What the best threshold is: the largest TPR + TNR (Youden's J), or the largest TPR among those whose TNR is at least as
   * large as asked. Default `"youden"`.
   */
  readonly criterion?: "youden" | { readonly minTnr: number } | undefined;
  /** Texts per request. Default 64. */
  readonly batchSize?: number | undefined;
}

/** What one threshold gives. */
export interface SimilarityThreshold {
  readonly min: number;
  /** Of the similar pairs, the share that passes. */
  readonly tpr: number;
  readonly tprInterval: Interval;
  /** Of the other pairs, the share that fails. */
  readonly tnr: number;
  readonly tnrInterval: Interval;
}

export interface SimilarityCalibration {
  readonly model: string;
  readonly similar: number;
  readonly different: number;
  /** One per value that a pair has, lowest first. */
  readonly thresholds: readonly SimilarityThreshold[];
  /** Absent when no threshold meets the criterion. */
  readonly best?: SimilarityThreshold;
  /** In the order of the pairs. */
  readonly similarities: readonly number[];
  /** What to know before the threshold is used. */
  readonly warnings: readonly string[];
}

/** Fewer labels of a kind leave an interval too wide to choose by. */
const fewLabels = 30;
const defaultBatch = 64;

/**
 * Says what each threshold of `toBeSimilarTo` would do on labelled pairs, and which is best. Measure the threshold that you
 * take on other pairs: on these it looks better than it is.
 *
 * @throws EvalError `MATCHER_ARGUMENT` when a pair is wrong, or all pairs have the same label.
 * @throws ModelError when the model gave no answer, or a vector that cannot be compared.
 * @example
 * ```ts
 * const { best } = await calibrateSimilarity(pairs, { model: embeddings });
 * best; // { min: 0.62, tpr: 0.95, tnr: 0.9, tprInterval: { low: 0.83, high: 0.99, ... }, ... }
 * ```
 */
export async function calibrateSimilarity(
  pairs: readonly SimilarityPair[],
  { model, criterion = "youden", batchSize = defaultBatch }: CalibrateSimilarityOptions,
): Promise<SimilarityCalibration> {
  checkPairs(pairs);
  const similarities = await similaritiesOf(pairs, model, Math.max(2, batchSize));
  const positive = similarities.filter((_, index) => pairs[index]?.similar === true);
  const negative = similarities.filter((_, index) => pairs[index]?.similar === false);
  const thresholds = [...new Set(similarities)]
    .toSorted((a, b) => a - b)
    .map((min) => measure(min, positive, negative));
  const best = chooseBest(thresholds, criterion);
  return {
    model: model.id,
    similar: positive.length,
    different: negative.length,
    thresholds,
    ...(best !== undefined && { best }),
    similarities,
    warnings: [...warnOfFew("similar", positive.length), ...warnOfFew("different", negative.length)],
  };
}

function measure(min: number, positive: readonly number[], negative: readonly number[]): SimilarityThreshold {
  const passed = positive.filter((value) => value >= min).length;
  const failed = negative.filter((value) => value < min).length;
  return {
    min,
    tpr: passed / positive.length,
    tprInterval: wilsonInterval(passed, positive.length),
    tnr: failed / negative.length,
    tnrInterval: wilsonInterval(failed, negative.length),
  };
}

/** Of equally good thresholds the highest: what a new text passes by mistake costs more than what it misses. */
function chooseBest(
  thresholds: readonly SimilarityThreshold[],
  criterion: "youden" | { readonly minTnr: number },
): SimilarityThreshold | undefined {
  const allowed =
    criterion === "youden" ? thresholds : thresholds.filter(({ tnr }) => tnr >= criterion.minTnr);
  const worth = ({ tpr, tnr }: SimilarityThreshold): number => (criterion === "youden" ? tpr + tnr : tpr);
  return allowed.toSorted((a, b) => worth(a) - worth(b) || a.min - b.min).at(-1);
}

async function similaritiesOf(
  pairs: readonly SimilarityPair[],
  model: EmbeddingModel,
  batchSize: number,
): Promise<readonly number[]> {
  const texts = pairs.flatMap(({ output, reference }) => [canonicalise(output), canonicalise(reference)]);
  const vectors: (readonly number[])[] = [];
  for (let at = 0; at < texts.length; at += batchSize)
    vectors.push(...(await embedTexts(model, texts.slice(at, at + batchSize))).vectors);
  return pairs.map((_, index) => cosine(vectors[2 * index] ?? [], vectors[2 * index + 1] ?? []));
}

function warnOfFew(label: string, count: number): string[] {
  return count < fewLabels
    ? [`${count} ${label} ${count === 1 ? "pair" : "pairs"}: label at least ${fewLabels} of each kind`]
    : [];
}

function checkPairs(pairs: unknown): void {
  if (!Array.isArray(pairs)) throw pairsError("the pairs are no list");
  for (const [index, pair] of (pairs as readonly unknown[]).entries()) {
    const { output, reference, similar } = (pair ?? {}) as { readonly [field: string]: unknown };
    if (
      typeof output !== "string" ||
      output.trim() === "" ||
      typeof reference !== "string" ||
      reference.trim() === ""
    )
      throw pairsError(`pairs[${index}] has no text in \`output\` or \`reference\``);
    if (typeof similar !== "boolean") throw pairsError(`pairs[${index}].similar is neither true nor false`);
  }
  for (const label of [true, false]) {
    if (!pairs.some((pair: SimilarityPair) => pair.similar === label))
      throw pairsError(`no pair is labelled ${label ? "similar" : "different"}`);
  }
}

function pairsError(problem: string): EvalError {
  return new EvalError(
    `Failed to calibrate similarity: ${problem}. Pass pairs of { output, reference, similar } with both labels.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
