import type { JsonValue } from "../dataset/json-value.ts";
import { originals } from "../platform/originals.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { CallPolicy, type CallPolicyOptions } from "./call-policy.ts";
import type { ChatModel, ChatReply, ChatRequest } from "./chat-model.ts";
import { classifyProviderError } from "./classify-provider-error.ts";
import { markGoverned } from "./governed.ts";
import { longestSilenceMs } from "./idle-timer.ts";
import { loadOpenAi, type OpenAiClient, type OpenAiPackage } from "./load-openai.ts";
import { ModelError } from "./model-error.ts";
import { modelFamily } from "./model-family.ts";
import { costOf, type ModelPrice } from "./model-price.ts";
import { failedToAsk, type ModelSubject } from "./model-subject.ts";
import { openAiAddress, type OpenAiAddress } from "./openai-address.ts";
import { openAiRequest, type StructuredOutput } from "./openai-request.ts";
import { openAiSettings, type OpenAiSettings } from "./openai-settings.ts";
import { readCompletion } from "./read-completion.ts";
import { readStream } from "./read-stream.ts";

export interface OpenAiOptions {
  /** As the server knows it. */
  readonly model: string;
  /** Any server that speaks OpenAI's chat completions. Default: `OPENAI_BASE_URL`, else OpenAI. A query in it goes with every request. */
  readonly baseURL?: string;
  /** Default: `OPENAI_API_KEY`. A server other than OpenAI is called without a key when there is none. */
  readonly apiKey?: string | (() => Promise<string>);
  /** A client of yours, of the `openai` package 6 or 7, instead of baseURL, apiKey and headers. Body size and redirects are then up to its own fetch. */
  readonly client?: OpenAiClient;
  readonly headers?: { readonly [name: string]: string };
  /** `"json_object"` or `"text"` for servers that know no JSON schema. Default `"json_schema"`. */
  readonly structuredOutput?: StructuredOutput;
  /** Fields merged into the request's body last; `null` takes one out: `{ temperature: null, reasoning_effort: "low" }`. */
  readonly body?: { readonly [field: string]: JsonValue };
  /** `true` has the reply streamed, for a server behind a proxy that cuts silent connections; it is judged whole. Default `false`. */
  readonly stream?: boolean;
  /** Milliseconds for one call in all, retries and waiting included. Default 60,000. */
  readonly timeoutMs?: number;
  /** Tries after the first for a failing server. 0 also turns off waiting for a rate limit. Default 3. */
  readonly maxRetries?: number;
  /** The maker's model family; default: read from the model's name. */
  readonly family?: string;
  /** US dollars per million tokens; without it no cost is recorded. */
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
    this.#options = options;
    this.#load = load;
    this.#silenceMs = silenceMs;
    const { timeoutMs, maxRetries } = options;
    this.#policy = new CallPolicy({
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(maxRetries === undefined ? {} : { maxRetries }),
      ...policy,
    });
    markGoverned(this);
    Object.defineProperty(this, Symbol.for("nodejs.util.inspect.custom"), {
      value: () => `openai(${JSON.stringify(this.id)})`,
    });
  }

  /** Read anew each time, as the address is. */
  get settings(): OpenAiSettings {
    return openAiSettings(this.#options, this.#address());
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    const target = this.#target();
    const { value, requests } = await this.#policy.call(request, target.subject, (signal) =>
      this.#ask(request, target, signal),
    );
    const costUsd = costOf(value.usage, this.#options.price);
    return { ...value, requests, ...(costUsd === undefined ? {} : { costUsd }) };
  }

  toJSON(): { readonly id: string; readonly family: string } {
    return { id: this.id, family: this.family };
  }

  /** Read at every call and not once: a set-up file may set the environment after the configuration was loaded. */
  #target(): Target {
    const { client, model, headers = {} } = this.#options;
    const address = this.#address();
    const apiKey = this.#options.apiKey ?? environment("OPENAI_API_KEY");
    const key = typeof apiKey === "string" ? apiKey.trim() : apiKey;
    const secrets = [
      ...(typeof key === "string" ? [key] : []),
      ...Object.values(headers),
      ...Object.values(address.query),
    ];
    const keyName =
      this.#options.apiKey === undefined ? "OPENAI_API_KEY" : "the apiKey option (or OPENAI_API_KEY)";
    const subject: ModelSubject = {
      model,
      host: address.url,
      keyName: client === undefined ? keyName : "the client's key",
      secrets,
    };
    if (client === undefined) checkKey(key, address, subject);
    return { address, key, subject };
  }

  #address(): OpenAiAddress {
    const { client, baseURL } = this.#options;
    return openAiAddress(
      client === undefined ? (baseURL ?? environment("OPENAI_BASE_URL")) : addressOf(client),
    );
  }

  async #ask(request: ChatRequest, target: Target, signal: AbortSignal): Promise<ChatReply> {
    const { stream = false } = this.#options;
    const body = openAiRequest(request, {
      stream,
      model: this.#options.model,
      structuredOutput: this.#options.structuredOutput ?? "json_schema",
      maxTokensField: target.address.isOpenAi ? "max_completion_tokens" : "max_tokens",
      body: this.#options.body ?? {},
    });
    const requestOptions = { maxRetries: 0, signal, fetchOptions: { redirect: "error" } };
    try {
      const client = this.#options.client ?? (await this.#connect(target, signal));
      const answer = await client.chat.completions.create(body as never, requestOptions as never);
      if (!stream) return readCompletion(answer, target.subject);
      return await readStream(answer, target.subject, this.#silenceMs);
    } catch (error) {
      throw classifyProviderError(error, target.subject);
    }
  }

  /** A client for one exchange: its fetch ends with that exchange, and nothing that holds the key lives on. */
  async #connect({ address, key, subject }: Target, signal: AbortSignal): Promise<OpenAiClient> {
    const { OpenAI } = await this.#load();
    const { stream } = this.#options;
    return new OpenAI({
      apiKey: key ?? "none",
      baseURL: address.url,
      maxRetries: 0,
      fetch: boundedFetch(originals.fetch, subject, signal, stream === true ? this.#silenceMs : undefined),
      defaultHeaders: { ...(key === undefined ? { Authorization: null } : {}), ...this.#options.headers },
      defaultQuery: address.query,
      logLevel: "off",
      // Set by test environments such as jsdom, which the SDK takes for a browser; the key stays in this process.
      dangerouslyAllowBrowser: true,
    });
  }
}

interface Target {
  readonly address: OpenAiAddress;
  readonly key: OpenAiOptions["apiKey"] | undefined;
  readonly subject: ModelSubject;
}

function environment(name: string): string | undefined {
  const value = process.env[name]?.trim();
  return value === "" ? undefined : value;
}

function addressOf(client: OpenAiClient): string | undefined {
  return typeof client.baseURL === "string" && URL.canParse(client.baseURL) ? client.baseURL : undefined;
}

function checkKey(key: Target["key"], address: OpenAiAddress, subject: ModelSubject): void {
  if ((key === undefined || key === "") && address.isOpenAi) {
    const remedy = "Set the environment variable OPENAI_API_KEY, or give apiKey.";
    throw new ModelError(`${failedToAsk(subject)}no API key is set. ${remedy}`, {
      code: "MODEL_AUTH",
      scope: "run",
    });
  }
  if (typeof key === "string" && !/^[\x21-\x7e]*$/.test(key)) {
    const what = "the API key holds a character that cannot stand in a header (a space, a line break?)";
    throw new ModelError(`${failedToAsk(subject)}${what}. Check ${subject.keyName}.`, {
      code: "MODEL_AUTH",
      scope: "run",
    });
  }
}
