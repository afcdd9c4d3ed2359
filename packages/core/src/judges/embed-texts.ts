import { CallPolicy } from "../models/call-policy.ts";
import type { EmbeddingModel } from "../models/chat-model.ts";
import { classifyProviderError } from "../models/classify-provider-error.ts";
import { isGoverned } from "../models/governed.ts";
import { ModelError } from "../models/model-error.ts";
import { failedToAsk, type ModelSubject } from "../models/model-subject.ts";

export type Vector = readonly number[];

export interface EmbedLimits {
  readonly signal?: AbortSignal | undefined;
  readonly deadline?: number | undefined;
}

/** Keeps the breaker of each model as long as the model lives. */
const policies: WeakMap<EmbeddingModel, CallPolicy> = new WeakMap();

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
): Promise<readonly Vector[]> {
  const subject: ModelSubject = { model: model.id, keyName: "the model's key", secrets: [] };
  const request = {
    ...(limits.signal !== undefined && { signal: limits.signal }),
    ...(limits.deadline !== undefined && { deadline: limits.deadline }),
  };
  const { value } = await policyOf(model).call(request, subject, async (signal) => {
    try {
      return await model.embed(texts, { signal });
    } catch (error) {
      throw classifyProviderError(error, subject);
    }
  });
  const problem = findVectorProblem(value, texts.length);
  if (problem === undefined) return value;
  throw new ModelError(
    `${failedToAsk(subject)}${problem}. No similarity follows from it; correct the model, or take another.`,
    { code: "MODEL_BAD_EMBEDDING" },
  );
}

/** A model of ours retries by itself; here it gets the deadline only. */
function policyOf(model: EmbeddingModel): CallPolicy {
  const known = policies.get(model);
  if (known !== undefined) return known;
  const governed = isGoverned(model);
  const policy = new CallPolicy(governed ? { maxRetries: 0 } : {});
  policies.set(model, policy);
  return policy;
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
