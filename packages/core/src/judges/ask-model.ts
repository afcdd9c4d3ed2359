import { callModel } from "../models/call-model.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../models/chat-model.ts";
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
  const first = await callModel(model, request);
  const again = repeatRequest(request, first);
  return again === undefined ? sumUp([first]) : sumUp([first, await callModel(model, again)]);
}

function repeatRequest(
  request: ChatRequest,
  { text, finishReason, refusal }: ChatReply,
): ChatRequest | undefined {
  const { maxTokens } = request;
  if (finishReason === "length")
    return maxTokens === undefined ? request : { ...request, maxTokens: maxTokens * higherCap };
  const empty = text.trim() === "" && (refusal === undefined || refusal === "");
  return empty && (finishReason === "stop" || finishReason === "unknown") ? request : undefined;
}

function sumUp(replies: readonly [ChatReply, ...ChatReply[]]): Answer {
  const usages = replies.map((reply) => reply.usage).filter((usage) => usage !== undefined);
  const costs = replies.map((reply) => reply.costUsd).filter((cost) => cost !== undefined);
  return {
    reply: replies.at(-1) ?? replies[0],
    requests: sum(replies.map((reply) => reply.requests ?? 1)),
    ...(usages.length > 0 && {
      usage: {
        inputTokens: sum(usages.map((usage) => usage.inputTokens)),
        outputTokens: sum(usages.map((usage) => usage.outputTokens)),
      },
    }),
    ...(costs.length === replies.length && { costUsd: sum(costs) }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
