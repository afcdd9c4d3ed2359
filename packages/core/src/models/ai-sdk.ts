import type { JsonValue } from "../dataset/json-value.ts";
import { EvalError } from "../errors/eval-error.ts";
import { showValue } from "../errors/show-value.ts";
import { aiSdkPrompt, readGeneration } from "./ai-sdk-messages.ts";
import { CallPolicy, type CallPolicyOptions } from "./call-policy.ts";
import type { ChatModel, ChatReply, ChatRequest } from "./chat-model.ts";
import { classifyAiSdkError } from "./classify-ai-sdk-error.ts";
import { markGoverned } from "./governed.ts";
import { modelFamily } from "./model-family.ts";
import { costOf, type ModelPrice } from "./model-price.ts";
import { requestSeed } from "./request-seed.ts";
import type { ModelSubject } from "./model-subject.ts";

/** The part of the AI SDK's language models that is used; those of the specifications v2, v3 and v4 (`ai` 5, 6 and 7) have it. */
export interface AiSdkModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  doGenerate(options: never): PromiseLike<unknown>;
}

export interface AiSdkOptions extends Pick<CallPolicyOptions, "timeoutMs" | "maxRetries"> {
  /** The maker's model family; default: read from the model's name. */
  readonly family?: string;
  /** US dollars per million tokens; without it, and without one in `prices` of the configuration, no cost is recorded. */
  readonly price?: ModelPrice;
  /** `false` for a provider that knows no JSON schema: the prompt's words alone ask for JSON then. Default `true`. */
  readonly structuredOutput?: boolean;
  /** Handed to the provider as it is: `{ openai: { reasoningEffort: "low" } }`. No place for a key. */
  readonly providerOptions?: { readonly [provider: string]: { readonly [option: string]: JsonValue } };
  /** `false` for a model that accepts no temperature. Default `true`. */
  readonly temperature?: boolean;
}

/** What a test may put in the place of the real thing. */
export interface AiSdkSeams {
  readonly policy?: CallPolicyOptions;
}

/**
 * A language model of the AI SDK (`ai` 5, 6 or 7) as a judge, so that every provider of that ecosystem can judge.
 *
 * It calls the model's own `doGenerate` and not `generateText`: that is the interface that providers implement, it is
 * versioned, it does one request, and it needs no package of ours or yours beside the provider. `generateText` would add its
 * own retries, telemetry, warnings on the console and a peer dependency, and nothing that a judge needs. Deadline, retries,
 * limiter and the stop after a refused key are those of `openai()`.
 *
 * The provider's own `fetch` carries the request: what it does not bound (redirects, a body's size) `boundedFetch()` does,
 * where the provider takes a `fetch`.
 *
 * @throws EvalError `CONFIG_INVALID` when `model` is no such model: a text that names one needs the provider's function.
 *
 * @example
 * ```ts
 * import { createAnthropic } from "@ai-sdk/anthropic";
 *
 * const anthropic = createAnthropic({ fetch: boundedFetch() });
 * export default defineConfig({ judge: aiSdk(anthropic("claude-sonnet-4-5")) });
 * ```
 */
export function aiSdk(model: AiSdkModel, options: AiSdkOptions = {}): ChatModel {
  return new AiSdkChatModel(model, options);
}

/** See {@link aiSdk}. */
export class AiSdkChatModel implements ChatModel {
  readonly id: string;
  readonly family: string;
  readonly settings: { readonly [name: string]: JsonValue };
  readonly #model: AiSdkModel;
  readonly #options: AiSdkOptions;
  readonly #policy: CallPolicy;

  constructor(model: AiSdkModel, options: AiSdkOptions = {}, { policy }: AiSdkSeams = {}) {
    checkModel(model);
    const { timeoutMs, maxRetries, providerOptions, structuredOutput = true, temperature = true } = options;
    this.id = model.modelId;
    this.family = options.family ?? modelFamily(model.modelId);
    this.settings = {
      provider: model.provider,
      structuredOutput,
      ...(!temperature && { temperature }),
      ...(providerOptions !== undefined && { providerOptions }),
    };
    this.#model = model;
    this.#options = options;
    this.#policy = new CallPolicy({
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(maxRetries === undefined ? {} : { maxRetries }),
      ...policy,
    });
    markGoverned(this);
    Object.defineProperty(this, Symbol.for("nodejs.util.inspect.custom"), {
      value: () => `aiSdk(${JSON.stringify(this.id)})`,
    });
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    const { provider, modelId } = this.#model;
    const keyName = `the key of the provider "${provider}" (its option apiKey, or its environment variable)`;
    const subject: ModelSubject = { model: modelId, keyName, secrets: [] };
    const { value, requests } = await this.#policy.call(request, subject, (signal) =>
      this.#ask(request, subject, signal),
    );
    const costUsd = costOf(value.usage, this.#options.price);
    return { ...value, requests, ...(costUsd === undefined ? {} : { costUsd }) };
  }

  toJSON(): { readonly id: string; readonly family: string } {
    return { id: this.id, family: this.family };
  }

  async #ask(request: ChatRequest, subject: ModelSubject, signal: AbortSignal): Promise<ChatReply> {
    const { schema, temperature, maxTokens } = request;
    const seed = requestSeed(request);
    const { structuredOutput = true, providerOptions } = this.#options;
    const call = {
      prompt: aiSdkPrompt(request.messages),
      abortSignal: signal,
      ...(temperature !== undefined && this.#options.temperature !== false && { temperature }),
      ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
      ...(seed !== undefined && { seed }),
      ...(schema !== undefined && structuredOutput && { responseFormat: { type: "json", ...schema } }),
      ...(providerOptions !== undefined && { providerOptions }),
    };
    try {
      return readGeneration(await this.#model.doGenerate(call as never), subject);
    } catch (error) {
      throw classifyAiSdkError(error, subject);
    }
  }
}

const specifications: readonly unknown[] = ["v2", "v3", "v4"];

function checkModel(model: unknown): void {
  const { specificationVersion, modelId, doGenerate } = Object(model) as { [field: string]: unknown };
  const problem =
    typeof model === "string"
      ? `${showValue(model)} is a model's name. Pass the model itself, such as openai(${JSON.stringify(model)}) of "@ai-sdk/openai"`
      : typeof doGenerate !== "function" || typeof modelId !== "string"
        ? `${showValue(model)} is no language model of the AI SDK. Pass what a provider's function returns`
        : specifications.includes(specificationVersion)
          ? undefined
          : `its specification ${showValue(specificationVersion)} is none of v2, v3 and v4. Use a provider for version 5, 6 or 7 of the AI SDK`;
  if (problem === undefined) return;
  throw new EvalError(`Failed to use a model of the AI SDK: ${problem}.`, {
    code: "CONFIG_INVALID",
    outcome: "error",
    scope: "run",
  });
}
