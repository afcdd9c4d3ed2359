import type { CallPolicy } from "./call-policy.ts";
import type { EmbeddingModel, EmbedOptions } from "./chat-model.ts";
import { classifyProviderError } from "./classify-provider-error.ts";
import { markGoverned } from "./governed.ts";
import { loadOpenAi, type OpenAiEmbeddingsClient, type OpenAiPackage } from "./load-openai.ts";
import { costOf } from "./model-price.ts";
import { openAiAddress } from "./openai-address.ts";
import {
  addressOf,
  connectOpenAi,
  openAiSecrets,
  openAiTarget,
  policyOf,
  type OpenAiConnectionOptions,
  type OpenAiTarget,
} from "./openai-connection.ts";
import type { OpenAiSeams } from "./openai.ts";
import { openAiSettings, type OpenAiSettings } from "./openai-settings.ts";
import { listedCost } from "./price-table.ts";
import { readEmbeddings, type ReadEmbeddings } from "./read-embeddings.ts";

export interface OpenAiEmbeddingsOptions extends OpenAiConnectionOptions {
  /** A client of yours, of the `openai` package 6 or 7, instead of baseURL, apiKey and headers. */
  readonly client?: OpenAiEmbeddingsClient;
  /** The vectors' length, for models that can shorten them. */
  readonly dimensions?: number;
  /** Texts per request. Default 256. */
  readonly batchSize?: number;
  /** US dollars per million tokens; without it, and without one in `prices` of the configuration, no cost is recorded. */
  readonly price?: { readonly inputPerMillion: number };
}

/**
 * An embedding model behind OpenAI's embeddings endpoint, at OpenAI or any compatible server. Needs the `openai` package (6
 * or 7), which loads at the first call. Calls keep to the same policy as those of `openai()`.
 *
 * @throws EvalError `CONFIG_INVALID` when `baseURL` is no http(s) URL.
 *
 * @example
 * ```ts
 * export default defineConfig({ embeddings: openaiEmbeddings({ model: "text-embedding-3-small" }) });
 * ```
 */
export function openaiEmbeddings(options: OpenAiEmbeddingsOptions): EmbeddingModel {
  return new OpenAiEmbeddingModel(options);
}

/** See {@link openaiEmbeddings}. */
export class OpenAiEmbeddingModel implements EmbeddingModel {
  readonly id: string;
  readonly #options: OpenAiEmbeddingsOptions;
  readonly #policy: CallPolicy;
  readonly #load: () => Promise<OpenAiPackage>;

  constructor(options: OpenAiEmbeddingsOptions, { load = loadOpenAi, policy }: OpenAiSeams = {}) {
    if (options.baseURL !== undefined) openAiAddress(options.baseURL);
    this.id = options.model;
    this.#options = options;
    this.#load = load;
    this.#policy = policyOf(options, policy);
    markGoverned(this, { secrets: () => openAiSecrets(options) });
    Object.defineProperty(this, Symbol.for("nodejs.util.inspect.custom"), {
      value: () => `openaiEmbeddings(${JSON.stringify(this.id)})`,
    });
  }

  /** Read anew each time, as the address is. */
  get settings(): OpenAiSettings {
    const { dimensions } = this.#options;
    const { structuredOutput: _chat, ...settings } = openAiSettings(
      { model: this.id },
      addressOf(this.#options),
    );
    return { ...settings, ...(dimensions !== undefined && { dimensions }) };
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<readonly (readonly number[])[]> {
    const target = openAiTarget(this.#options);
    const vectors: (readonly number[])[] = [];
    const { signal, deadline, report } = options;
    const request = { ...(signal !== undefined && { signal }), ...(deadline !== undefined && { deadline }) };
    for (const batch of batchesOf(texts, this.#options.batchSize ?? 256)) {
      const { value, requests } = await this.#policy.call(request, target.subject, (attempt) =>
        this.#ask(batch, target, attempt),
      );
      vectors.push(...value.vectors);
      const { usage, modelServed } = value;
      const costUsd = this.#cost(usage, modelServed);
      report?.({
        requests,
        ...(usage !== undefined && { usage }),
        ...(costUsd !== undefined && { costUsd }),
        ...(modelServed !== undefined && { modelServed }),
      });
    }
    return vectors;
  }

  toJSON(): { readonly id: string } {
    return { id: this.id };
  }

  #cost(usage: ReadEmbeddings["usage"], served: string | undefined): number | undefined {
    const { price } = this.#options;
    return price === undefined
      ? listedCost(usage, this.id, served)
      : costOf(usage, { ...price, outputPerMillion: 0 });
  }

  async #ask(texts: readonly string[], target: OpenAiTarget, signal: AbortSignal): Promise<ReadEmbeddings> {
    const { client: own, headers, dimensions } = this.#options;
    // The SDK asks for base64 unless it is told otherwise, which few other servers know.
    const body = {
      model: this.id,
      input: texts,
      encoding_format: "float",
      ...(dimensions !== undefined && { dimensions }),
    };
    const requestOptions = { maxRetries: 0, signal, fetchOptions: { redirect: "error" } };
    try {
      const client = own ?? connectOpenAi(await this.#load(), target, { headers, signal });
      const answer = await client.embeddings.create(body as never, requestOptions as never);
      return readEmbeddings(answer, texts.length, target.subject);
    } catch (error) {
      throw classifyProviderError(error, target.subject);
    }
  }
}

/** Servers bound the tokens of a request too, which characters stand in for. */
const mostCharacters = 400_000;

function batchesOf(texts: readonly string[], size: number): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let characters = 0;
  for (const text of texts) {
    const last = batches.at(-1);
    characters += text.length;
    if (last === undefined || last.length >= size || characters > mostCharacters) {
      batches.push([text]);
      characters = text.length;
    } else last.push(text);
  }
  return batches;
}
