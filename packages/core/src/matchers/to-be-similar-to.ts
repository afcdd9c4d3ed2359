import type { AssayConfig } from "../config/assay-config.ts";
import { EvalError } from "../errors/eval-error.ts";
import { judgeSimilarity } from "../judges/similarity-judge.ts";
import type { EmbeddingModel } from "../models/chat-model.ts";
import { argumentError, checkOptions } from "./argument-error.ts";
import { runningCase } from "../run/running-case.ts";
import { concludeVerdict } from "./conclude-verdict.ts";
import { defineAsyncMatcher, type Matcher } from "./define-matcher.ts";
import { judgedText } from "./judged-text.ts";
import { judgeLimits } from "./judge-limits.ts";
import type { MatcherResult } from "./matcher-context.ts";

export interface SimilarToOptions {
  /** The least cosine that passes, above -1 and up to 1: measure it with `calibrateSimilarity`. */
  readonly min: number;
  /** Default: `embeddings` of the configuration. */
  readonly model?: EmbeddingModel | undefined;
  /** `true` records the verdict and never fails the case. Default `false`. */
  readonly advisory?: boolean | undefined;
}

const known = ["min", "model", "advisory"];

/** Whether the text under `expect` means about what a reference means, by the cosine of their embeddings. */
export const toBeSimilarTo: Matcher<
  [reference: string, options: SimilarToOptions],
  Promise<MatcherResult>
> = defineAsyncMatcher(
  "toBeSimilarTo",
  async function (received, reference: string, options: SimilarToOptions) {
    const output = judgedText("toBeSimilarTo", received);
    if (typeof reference !== "string")
      throw argumentError("toBeSimilarTo", "the reference", "a text", reference);
    checkOptions("toBeSimilarTo", options, known);
    const { min, advisory = false } = options;
    const model = await resolveEmbeddings(options.model);
    return concludeVerdict(() => judgeSimilarity({ output, reference, min, model, ...judgeLimits(this) }), {
      subject: "similarity",
      partition: runningCase(this)?.partition,
      advisory,
      material: [
        ["Output", output],
        ["Reference", reference],
        ["At least", String(min)],
      ],
      threshold: ({ similarity }) =>
        similarity === undefined ? undefined : { value: similarity, min, lowest: -1, highest: 1 },
    });
  },
);

async function resolveEmbeddings(model: EmbeddingModel | undefined): Promise<EmbeddingModel> {
  const embeddings = model ?? (await configuredEmbeddings());
  if (embeddings === undefined) {
    throw new EvalError(
      'Failed to use "toBeSimilarTo": there is no embedding model. Set `embeddings` in assay.config.ts, or pass { model } to the matcher.',
      { code: "CONFIG_NO_JUDGE" },
    );
  }
  if (typeof embeddings.embed === "function" && typeof embeddings.id === "string") return embeddings;
  throw new EvalError(
    'Failed to use "toBeSimilarTo": the model is no embedding model. Pass an object with id and embed().',
    { code: "MATCHER_ARGUMENT" },
  );
}

async function configuredEmbeddings(): Promise<EmbeddingModel | undefined> {
  configure ??= (await import("../config/worker-config.ts")).workerConfig;
  return (await configure()).embeddings;
}

/** Kept, because every such check asks, and import() is dear even when the module is there. */
let configure: (() => Promise<AssayConfig>) | undefined;
