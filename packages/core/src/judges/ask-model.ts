import { EvalError, isEvalError } from "../errors/eval-error.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../models/chat-model.ts";
import { ModelError } from "../models/model-error.ts";
import { describeError } from "../run/classify-error.ts";
import { originals } from "../platform/originals.ts";
import type { Usage } from "../trace/trace.ts";

/** A model's last reply with what all of its replies to one question used. */
export interface Answer {
  readonly reply: ChatReply;
  readonly usage?: Usage;
  readonly costUsd?: number;
  readonly requests: number;
}

const higherCap = 4;

/**
 * Asks `model`, and once more when its reply was cut (with four times the tokens) or empty.
 *
 * @throws ModelError when no reply could be had, or not before the deadline.
 */
export async function askModel(model: ChatModel, request: ChatRequest): Promise<Answer> {
  const first = await complete(model, request);
  const again = repeatRequest(request, first);
  if (again === undefined) return answer([first]);
  return answer([first, await complete(model, again)]);
}

function repeatRequest(request: ChatRequest, { text, finishReason, refusal }: ChatReply): ChatRequest | undefined {
  if (finishReason === "length") {
    return request.maxTokens === undefined ? request : { ...request, maxTokens: request.maxTokens * higherCap };
  }
  const empty = text.trim() === "" && (refusal === undefined || refusal === "");
  return empty && (finishReason === "stop" || finishReason === "unknown") ? request : undefined;
}

function answer(replies: readonly [ChatReply, ...ChatReply[]]): Answer {
  const usages = replies.map((reply) => reply.usage).filter((usage) => usage !== undefined);
  const costs = replies.map((reply) => reply.costUsd).filter((cost) => cost !== undefined);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    reply: replies.at(-1) ?? replies[0],
    requests: replies.length,
    ...(usages.length > 0 && {
      usage: {
        inputTokens: sum(usages.map((usage) => usage.inputTokens)),
        outputTokens: sum(usages.map((usage) => usage.outputTokens)),
      },
    }),
    ...(costs.length === replies.length && { costUsd: sum(costs) }),
  };
}

/** One call of a model that may be anybody's: it may hang, throw anything, or return another shape. */
async function complete(model: ChatModel, request: ChatRequest): Promise<ChatReply> {
  const limit = startLimit(model, request);
  try {
    const call = Promise.resolve().then(() => model.complete({ ...request, signal: limit.signal }));
    return checkShape(model, await Promise.race([call, limit.expired]));
  } catch (error) {
    if (isEvalError(error) && error.outcome !== undefined) throw error;
    throw new ModelError(
      `Failed to ask model "${model.id}": ${describeError(error)}. This is an error of the model, not a verdict on the output.`,
      { code: "MODEL_FAILED", cause: error },
    );
  } finally {
    limit.clear();
  }
}

interface Limit {
  readonly signal: AbortSignal;
  /** Rejects when the deadline has passed or the caller's signal is aborted; a model may ignore both. */
  readonly expired: Promise<never>;
  readonly clear: () => void;
}

function startLimit(model: ChatModel, { signal, deadline }: ChatRequest): Limit {
  const controller = new AbortController();
  let reject: (error: EvalError) => void = () => {};
  const expired = new Promise<never>((_resolve, onExpired) => {
    reject = onExpired;
  });
  expired.catch(() => {});
  const expire = (what: string): void => {
    const error = new ModelError(
      `Failed to ask model "${model.id}": ${what}. Raise the test's timeout, or use a faster model.`,
      { code: "MODEL_TIMEOUT" },
    );
    reject(error);
    controller.abort(error);
  };
  const onAbort = (): void => expire("the test was aborted before the reply came");
  const remainingMs = deadline === undefined ? undefined : deadline - originals.monotonic();
  if (signal?.aborted === true) onAbort();
  else if (remainingMs !== undefined && remainingMs <= 0) expire("no time was left to ask");
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer =
    remainingMs === undefined || controller.signal.aborted
      ? undefined
      : originals.setTimeout(
          () => expire(`no reply within ${Math.round(remainingMs)} ms`),
          Math.min(remainingMs, longestTimer),
        );
  return {
    signal: controller.signal,
    expired,
    clear() {
      originals.clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}

/** Node fires timers beyond 2^31-1 ms at once. */
const longestTimer = 2_147_483_647;

const finishReasons: readonly unknown[] = ["stop", "length", "content-filter", "tool-calls", "unknown"];

function checkShape(model: ChatModel, reply: unknown): ChatReply {
  const { text, finishReason } = (typeof reply === "object" && reply !== null ? reply : {}) as Partial<ChatReply>;
  if (typeof text === "string" && finishReasons.includes(finishReason)) return reply as ChatReply;
  throw new ModelError(
    `Failed to ask model "${model.id}": it returned ${JSON.stringify(reply)?.slice(0, 80) ?? typeof reply} instead of { text, finishReason }. Correct its complete().`,
    { code: "MODEL_BAD_RESPONSE" },
  );
}
