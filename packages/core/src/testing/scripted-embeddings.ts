import { EvalError } from "../errors/eval-error.ts";
import type { EmbeddingModel } from "../models/chat-model.ts";

export interface ScriptedEmbeddings extends EmbeddingModel {
  /** The texts of each call, in order. */
  readonly requests: readonly (readonly string[])[];
}

/**
 * An embedding model for tests that gives each text the vector it is listed with. A text that is not listed makes it throw.
 *
 * @example
 * ```ts
 * const model = scriptedEmbeddings({ "A refund": [1, 0], "Money back": [0.8, 0.6], "A parcel": [0, 1] });
 * await expect("Money back").toBeSimilarTo("A refund", { min: 0.7, model });
 * ```
 */
export function scriptedEmbeddings(
  vectors: { readonly [text: string]: readonly number[] },
  id = "scripted-embeddings",
): ScriptedEmbeddings {
  const requests: (readonly string[])[] = [];
  return {
    id,
    requests,
    embed(texts) {
      requests.push(texts);
      return Promise.resolve(
        texts.map((text) => (Object.hasOwn(vectors, text) ? vectors[text] : undefined) ?? unknown(text)),
      );
    },
  };
}

function unknown(text: string): never {
  throw new EvalError(
    `Failed to embed ${JSON.stringify(text.slice(0, 80))}: the scripted embeddings have no vector for it. List it in "scriptedEmbeddings".`,
    { code: "MODEL_FAILED", outcome: "error" },
  );
}
