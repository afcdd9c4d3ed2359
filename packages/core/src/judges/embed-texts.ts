import { CallPolicy } from "../models/call-policy.ts";
import type { EmbeddingModel, EmbeddingSpend } from "../models/chat-model.ts";
import { classifyProviderError } from "../models/classify-provider-error.ts";
import { isGoverned } from "../models/governed.ts";
import { ModelError } from "../models/model-error.ts";
import { failedToAsk, type ModelSubject } from "../models/model-subject.ts";
import { recordedModel } from "../models/recordings/recorded-model.ts";
import { sumSpend, withSpend } from "./spend.ts";

export type Vector = readonly number[];

export interface EmbedLimits {
  readonly signal?: AbortSignal | undefined;
  readonly deadline?: number | undefined;
}

/** Keeps the breaker of each model as long as the model lives. */
const policies: WeakMap<EmbeddingModel, CallPolicy> = new WeakMap();

/** The vectors of some texts, and what they took. */
export interface Embedded {
  readonly vectors: readonly Vector[];
  /** One per request that answered; none of a model that does not tell. */
  readonly spent: readonly EmbeddingSpend[];
}

/**
 * One vector per text, under the call policy and checked: a cosine with a NaN in it compares with nothing, and one of a zero
 * vector is none.
 *
 * @throws ModelError `MODEL_BAD_EMBEDDING` for another number of vectors, of another length, empty, zero or not of numbers.
 */
export async function embedTexts(
  model: EmbeddingModel,
  texts: readonly string[],
  limits: EmbedLimits = {},
): Promise<Embedded> {
  const { inner, recordings } = recordedModel(model);
  if (recordings === undefined) return embed(inner, texts, limits);
  const { embedRecorded } = await import("../models/recordings/embed-recorded.ts");
  const embedded = await embedRecorded(recordings, inner, texts, {
    ask: () => embed(inner, texts, limits),
    limits: given(limits),
  });
  return checkVectors(inner, texts, embedded);
}

async function embed(
  model: EmbeddingModel,
  texts: readonly string[],
  limits: EmbedLimits,
): Promise<Embedded> {
  const subject = subjectOf(model);
  const spent: EmbeddingSpend[] = [];
  const report = (spend: EmbeddingSpend): void => void spent.push(spend);
  const vectors = isGoverned(model)
    ? await model.embed(texts, { ...given(limits), report })
    : await embedGoverned(model, texts, given(limits), { subject, report });
  return checkVectors(model, texts, { vectors, spent });
}

function given({ signal, deadline }: EmbedLimits): {
  readonly signal?: AbortSignal;
  readonly deadline?: number;
} {
  return { ...(signal !== undefined && { signal }), ...(deadline !== undefined && { deadline }) };
}

function checkVectors(
  model: EmbeddingModel,
  texts: readonly string[],
  { vectors, spent }: Embedded,
): Embedded {
  const problem = findVectorProblem(vectors, texts.length);
  if (problem === undefined) return { vectors, spent };
  const error = new ModelError(
    `${failedToAsk(subjectOf(model))}${problem}. No similarity follows from it; correct the model, or take another.`,
    { code: "MODEL_BAD_EMBEDDING" },
  );
  throw withSpend(error, sumSpend(spent));
}

function subjectOf({ id }: EmbeddingModel): ModelSubject {
  return { model: id, keyName: "the model's key", secrets: [] };
}

/** Models of ours bring the policy along; around a hand-written one it is put here. */
async function embedGoverned(
  model: EmbeddingModel,
  texts: readonly string[],
  limits: { readonly signal?: AbortSignal; readonly deadline?: number },
  { subject, report }: { readonly subject: ModelSubject; readonly report: (spend: EmbeddingSpend) => void },
): Promise<readonly Vector[]> {
  const policy = policies.get(model) ?? new CallPolicy();
  policies.set(model, policy);
  const { value } = await policy.call(limits, subject, async (signal) => {
    try {
      return await model.embed(texts, { ...limits, signal, report });
    } catch (error) {
      throw classifyProviderError(error, subject);
    }
  });
  return value;
}

function findVectorProblem(vectors: unknown, count: number): string | undefined {
  if (!Array.isArray(vectors)) return "it answered no list of vectors";
  if (vectors.length !== count) return `it answered ${vectors.length} vectors to ${count} texts`;
  const rows: readonly unknown[] = vectors;
  const length = Array.isArray(rows[0]) ? rows[0].length : 0;
  for (const [index, row] of rows.entries()) {
    const at = `vector ${index + 1} of ${count}`;
    if (!Array.isArray(row) || row.length === 0) return `${at} is empty or no list`;
    if (row.length !== length) return `${at} has ${row.length} dimensions, the first ${length}`;
    if (!row.every((value) => typeof value === "number" && Number.isFinite(value)))
      return `${at} has an entry that is no finite number`;
    if (row.every((value) => value === 0)) return `${at} is zero everywhere`;
  }
  return undefined;
}
