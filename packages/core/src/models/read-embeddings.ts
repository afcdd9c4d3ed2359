import type { Usage } from "../trace/trace.ts";
import { ModelError } from "./model-error.ts";
import { failedToAsk, quoteProvider, toRecord, type ModelSubject } from "./model-subject.ts";

export interface ReadEmbeddings {
  readonly vectors: readonly (readonly number[])[];
  readonly usage?: Usage;
  readonly modelServed?: string;
}

/**
 * The vectors in the body of an embeddings reply, in the order of the texts: by the items' `index` where they have one.
 *
 * @throws ModelError `MODEL_BAD_RESPONSE` when it is no such body; `MODEL_BAD_EMBEDDING` for another number of vectors, an
 *   index that is none or comes twice, a vector of another length, and one that is empty, zero or not of finite numbers.
 */
export function readEmbeddings(body: unknown, count: number, subject: ModelSubject): ReadEmbeddings {
  const { data, error, model, usage } = toRecord(body);
  if (error !== undefined && error !== null) throw badReply(subject, describeError(error, subject));
  if (body === undefined || body === "") throw badReply(subject, "the reply is empty", true);
  if (!Array.isArray(data)) throw badReply(subject, "the reply has no list of embeddings");
  const items = data as readonly unknown[];
  if (items.length !== count) throw badVector(subject, `${items.length} vectors came for ${count} texts`);
  const { prompt_tokens: inputTokens } = toRecord(usage);
  const counted = typeof inputTokens === "number" && Number.isInteger(inputTokens) && inputTokens >= 0;
  return {
    vectors: checkVectors(inOrder(items, subject), subject),
    ...(counted && { usage: { inputTokens, outputTokens: 0 } }),
    ...(typeof model === "string" && model !== "" && { modelServed: model }),
  };
}

function inOrder(items: readonly unknown[], subject: ModelSubject): readonly unknown[] {
  const indices = items.map((item) => toRecord(item)["index"]);
  const vectors = items.map((item) => toRecord(item)["embedding"]);
  if (indices.every((index) => index === undefined)) return vectors;
  const places = indices.map((_index, place) => indices.indexOf(place));
  const missing = places.indexOf(-1);
  if (missing !== -1) throw badVector(subject, `no vector has the index ${missing}`);
  return places.map((place) => vectors[place]);
}

function checkVectors(vectors: readonly unknown[], subject: ModelSubject): readonly (readonly number[])[] {
  const length = Array.isArray(vectors[0]) ? vectors[0].length : 0;
  return vectors.map((vector, index) => {
    const at = `vector ${index + 1} of ${vectors.length}`;
    if (!Array.isArray(vector) || vector.length === 0) throw badVector(subject, `${at} is empty or no list`);
    if (vector.length !== length)
      throw badVector(subject, `${at} has ${vector.length} dimensions, the first ${length}`);
    const values = vector as readonly unknown[];
    if (!values.every((value): value is number => typeof value === "number" && Number.isFinite(value)))
      throw badVector(subject, `${at} has an entry that is no finite number`);
    if (values.every((value) => value === 0)) throw badVector(subject, `${at} is zero everywhere`);
    return values;
  });
}

function describeError(error: unknown, subject: ModelSubject): string {
  const { message } = toRecord(error);
  const text = typeof message === "string" ? message : JSON.stringify(error);
  return `the server answered with status 200 and an error: "${quoteProvider(text, subject)}"`;
}

function badReply(subject: ModelSubject, what: string, retryable = false): ModelError {
  const remedy = "Check that the base URL is that of a server that speaks the OpenAI protocol.";
  return new ModelError(`${failedToAsk(subject)}${what}. ${remedy}`, {
    code: "MODEL_BAD_RESPONSE",
    retryable,
  });
}

function badVector(subject: ModelSubject, what: string): ModelError {
  const remedy = "No similarity follows from it; check the server, or take another model.";
  return new ModelError(`${failedToAsk(subject)}${what}. ${remedy}`, { code: "MODEL_BAD_EMBEDDING" });
}
