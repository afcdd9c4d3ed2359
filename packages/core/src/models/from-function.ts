import { describeKind } from "../errors/describe-kind.ts";
import { EvalError } from "../errors/eval-error.ts";
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
 * @throws EvalError `CONFIG_INVALID` without a function, an `id` or a `family`.
 * @example
 * ```ts
 * const judge = fromFunction(async ({ messages, signal }) => myGateway.ask(messages, { signal }), { id: "gateway", family: "claude" });
 * ```
 */
export function fromFunction(
  answer: (request: ChatRequest) => string | ChatReply | Promise<string | ChatReply>,
  options: FromFunctionOptions,
): ChatModel {
  checkArguments(answer, options);
  const { id, family, ...policyOptions } = options;
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

/** Both names stand in every verdict. */
function checkArguments(answer: unknown, options: unknown): void {
  const { id, family } = (options ?? {}) as { readonly id?: unknown; readonly family?: unknown };
  if (typeof answer !== "function") throw invalid("its first argument", "a function", answer);
  if (typeof id !== "string" || id === "") throw invalid("`id`", "the model's name", id);
  if (typeof family !== "string" || family === "")
    throw invalid("`family`", "the name of its family", family);
}

function invalid(what: string, wanted: string, got: unknown): EvalError {
  return new EvalError(
    `Failed to make a model with "fromFunction": expected ${what} to be ${wanted}, got ${describeKind(got)}. Write fromFunction(ask, { id: "gateway", family: "claude" }), say.`,
    { code: "CONFIG_INVALID" },
  );
}
