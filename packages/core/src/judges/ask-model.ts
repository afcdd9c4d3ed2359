import { isEvalError } from "../errors/eval-error.ts";
import { callModel } from "../models/call-model.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../models/chat-model.ts";
import type { Usage } from "../trace/trace.ts";
import { spendOf, sumSpend, withSpend } from "./spend.ts";

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
  if (again === undefined) return sumUp([first]);
  try {
    return sumUp([first, await callModel(model, again)]);
  } catch (error) {
    if (!isEvalError(error)) throw error;
    throw withSpend(error, sumSpend([sumUp([first]), spendOf(error)]));
  }
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
  const spent = sumSpend(replies.map((reply) => ({ ...reply, requests: reply.requests ?? 1 })));
  return { reply: replies.at(-1) ?? replies[0], requests: replies.length, ...spent };
}
