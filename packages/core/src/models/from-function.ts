import { CallPolicy, type CallPolicyOptions } from "./call-policy.ts";
import type { ChatModel, ChatReply, ChatRequest } from "./chat-model.ts";
import { checkReply } from "./check-reply.ts";
import { classifyProviderError } from "./classify-provider-error.ts";
import { markGoverned } from "./governed.ts";
import type { ModelSubject } from "./model-subject.ts";

export interface FromFunctionOptions extends Pick<CallPolicyOptions, "timeoutMs" | "maxRetries"> {
  readonly id: string;
  /** The maker's model family. */
  readonly family: string;
}

/**
 * A model of your own function: it answers with the reply's text, or with a whole {@link ChatReply}. Deadline, retries,
 * limiter and the stop after a refused key are those of `openai()`: an error with a numeric `status` is read like that
 * of a server, any other error becomes a ModelError `MODEL_FAILED`.
 *
 * @example
 * ```ts
 * const judge = fromFunction(async ({ messages, signal }) => myGateway.ask(messages, { signal }), { id: "gateway", family: "claude" });
 * ```
 */
export function fromFunction(
  answer: (request: ChatRequest) => string | ChatReply | Promise<string | ChatReply>,
  { id, family, ...policyOptions }: FromFunctionOptions,
): ChatModel {
  const policy = new CallPolicy(policyOptions);
  const subject: ModelSubject = { model: id, keyName: "the key that the model's function uses", secrets: [] };
  return markGoverned({
    id,
    family,
    complete: async (request) => {
      const attempt = async (signal: AbortSignal): Promise<ChatReply> => {
        try {
          return checkReply(await answer({ ...request, signal }), subject);
        } catch (error) {
          throw classifyProviderError(error, subject);
        }
      };
      const { value, requests } = await policy.call(request, subject, attempt);
      return { requests, ...value };
    },
  });
}
