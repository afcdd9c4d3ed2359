import type { JsonValue } from "../dataset/json-value.ts";
import type { CallPolicy, CallPolicyOptions } from "./call-policy.ts";
import type { ChatModel, ChatReply, ChatRequest } from "./chat-model.ts";
import { classifyProviderError } from "./classify-provider-error.ts";
import { markGoverned } from "./governed.ts";
import { longestSilenceMs } from "./idle-timer.ts";
import { loadOpenAi, type OpenAiClient, type OpenAiPackage } from "./load-openai.ts";
import { modelFamily } from "./model-family.ts";
import { costOf, type ModelPrice } from "./model-price.ts";
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
import { openAiRequest, type StructuredOutput } from "./openai-request.ts";
import { openAiSettings, type OpenAiSettings } from "./openai-settings.ts";
import { readCompletion } from "./read-completion.ts";
import { readStream } from "./read-stream.ts";

export interface OpenAiOptions extends OpenAiConnectionOptions {
  /** A client of yours, of the `openai` package 6 or 7, instead of baseURL, apiKey and headers. Body size and redirects are then up to its own fetch. */
  readonly client?: OpenAiClient;
  /** `"json_object"` or `"text"` for servers that know no JSON schema. Default `"json_schema"`. */
  readonly structuredOutput?: StructuredOutput;
  /** Fields merged into the request's body last; `null` takes one out: `{ temperature: null, reasoning_effort: "low" }`. */
  readonly body?: { readonly [field: string]: JsonValue };
  /** `true` has the reply streamed, for a server behind a proxy that cuts silent connections; it is judged whole. Default `false`. */
  readonly stream?: boolean;
  /** The maker's model family; default: read from the model's name. */
  readonly family?: string;
  /** What the server calls the model in its replies, where that is not `model`: Azure names the model behind a deployment. */
  readonly serves?: string | readonly string[];
  /** US dollars per million tokens; without it, and without one in `prices` of the configuration, no cost is recorded. */
  readonly price?: ModelPrice;
}

/** What a test may put in the place of the real thing. */
export interface OpenAiSeams {
  readonly load?: () => Promise<OpenAiPackage>;
  readonly policy?: CallPolicyOptions;
  readonly silenceMs?: number;
}

/**
 * A model behind OpenAI's chat completions: OpenAI, Azure, vLLM, Ollama, LiteLLM and every other compatible server. Needs
 * the `openai` package (6 or 7), which loads at the first call. Printing or serialising the model never shows the key.
 *
 * @throws EvalError `CONFIG_INVALID` when `baseURL` is no http(s) URL.
 *
 * @example
 * ```ts
 * export default defineConfig({ judge: openai({ model: "gpt-5-mini" }) });
 * const local = openai({ model: "qwen3:8b", baseURL: "http://localhost:11434/v1", structuredOutput: "json_object" });
 * ```
 */
export function openai(options: OpenAiOptions): ChatModel {
  return new OpenAiChatModel(options);
}

/** See {@link openai}. */
export class OpenAiChatModel implements ChatModel {
  readonly id: string;
  readonly family: string;
  readonly serves?: string | readonly string[];
  readonly #options: OpenAiOptions;
  readonly #policy: CallPolicy;
  readonly #load: () => Promise<OpenAiPackage>;
  readonly #silenceMs: number;

  constructor(
    options: OpenAiOptions,
    { load = loadOpenAi, policy, silenceMs = longestSilenceMs }: OpenAiSeams = {},
  ) {
    if (options.baseURL !== undefined) openAiAddress(options.baseURL);
    this.id = options.model;
    this.family = options.family ?? modelFamily(options.model);
    if (options.serves !== undefined) this.serves = options.serves;
    this.#options = options;
    this.#load = load;
    this.#silenceMs = silenceMs;
    this.#policy = policyOf(options, policy);
    markGoverned(this, { secrets: () => openAiSecrets(options) });
    Object.defineProperty(this, Symbol.for("nodejs.util.inspect.custom"), {
      value: () => `openai(${JSON.stringify(this.id)})`,
    });
  }

  /** Read anew each time, as the address is. */
  get settings(): OpenAiSettings {
    return openAiSettings(this.#options, addressOf(this.#options));
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    const target = openAiTarget(this.#options);
    const { value, requests } = await this.#policy.call(request, target.subject, (signal) =>
      this.#ask(request, target, signal),
    );
    const costUsd = costOf(value.usage, this.#options.price);
    return { ...value, requests, ...(costUsd === undefined ? {} : { costUsd }) };
  }

  toJSON(): { readonly id: string; readonly family: string } {
    return { id: this.id, family: this.family };
  }

  async #ask(request: ChatRequest, target: OpenAiTarget, signal: AbortSignal): Promise<ChatReply> {
    const { stream = false } = this.#options;
    const body = openAiRequest(request, {
      stream,
      model: this.#options.model,
      structuredOutput: this.#options.structuredOutput ?? "json_schema",
      maxTokensField: target.address.isOpenAi ? "max_completion_tokens" : "max_tokens",
      body: this.#options.body ?? {},
    });
    const requestOptions = { maxRetries: 0, signal, fetchOptions: { redirect: "error" } };
    const silenceMs = stream ? this.#silenceMs : undefined;
    const exchange = { headers: this.#options.headers, signal, silenceMs };
    try {
      const client = this.#options.client ?? connectOpenAi(await this.#load(), target, exchange);
      const answer = await client.chat.completions.create(body as never, requestOptions as never);
      if (!stream) return readCompletion(answer, target.subject);
      return await readStream(answer, target.subject, this.#silenceMs);
    } catch (error) {
      throw classifyProviderError(error, target.subject);
    }
  }
}
