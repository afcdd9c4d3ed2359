import type { FakeProvider, Reply } from "@assay-fixtures/fake-provider";
import type { CallPolicyOptions } from "../call-policy.ts";
import type { ChatReply, ChatRequest } from "../chat-model.ts";
import { Limiter } from "../limiter.ts";
import type { OpenAiPackage } from "../load-openai.ts";
import { ModelError } from "../model-error.ts";
import { OpenAiChatModel, type OpenAiOptions } from "../openai.ts";

/** A planted key: it must turn up nowhere. */
export const plantedKey = "sk-planted-0123456789abcdef";

/** The majors of the SDK that are supported, each the real package. */
export const sdks: readonly (readonly [major: string, load: () => Promise<OpenAiPackage>])[] = [
  ["openai 6", async () => (await import("openai")) as unknown as OpenAiPackage],
  ["openai 7", async () => (await import("openai-7")) as unknown as OpenAiPackage],
];

export const hello: ChatRequest = {
  messages: [{ role: "user", content: "hello" }],
  temperature: 0,
  maxTokens: 100,
};

export interface FakeModelOptions extends Partial<OpenAiOptions> {
  readonly load?: () => Promise<OpenAiPackage>;
  readonly policy?: CallPolicyOptions;
  readonly silenceMs?: number;
}

/** A model at the fake provider with a limiter of its own and short pauses. */
export function fakeModel(
  provider: Pick<FakeProvider, "baseURL">,
  options: FakeModelOptions = {},
): OpenAiChatModel {
  const { load, policy, silenceMs, ...rest } = options;
  return new OpenAiChatModel(
    { model: "fake-model", baseURL: provider.baseURL, apiKey: plantedKey, ...rest },
    {
      ...(load !== undefined && { load }),
      ...(silenceMs !== undefined && { silenceMs }),
      policy: { backoffMs: 10, limiter: new Limiter({ concurrency: 50 }), ...policy },
    },
  );
}

export interface Outcome {
  readonly reply: ChatReply | undefined;
  readonly error: ModelError | undefined;
  readonly requests: number;
  readonly elapsedMs: number;
}

/** Scripts `replies`, asks once, and says what came of it. */
export async function askScripted(
  provider: FakeProvider,
  model: OpenAiChatModel,
  replies: readonly Reply[],
  request: ChatRequest = hello,
): Promise<Outcome> {
  provider.reset();
  provider.script(...replies);
  const startedAt = performance.now();
  const ended = await model.complete(request).then(
    (reply) => ({ reply, error: undefined }),
    (error: unknown) => {
      if (!(error instanceof ModelError)) throw error;
      return { reply: undefined, error };
    },
  );
  return { ...ended, requests: provider.log.length, elapsedMs: performance.now() - startedAt };
}
