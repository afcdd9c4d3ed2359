import { isEvalError } from "../errors/eval-error.ts";
import { callModel } from "../models/call-model.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../models/chat-model.ts";
import type { askRecorded as AskRecorded } from "../models/recordings/ask-recorded.ts";
import { recordedModel } from "../models/recordings/recorded-model.ts";
import type { AskerVersions } from "../models/recordings/recording-key.ts";
import type { Usage } from "../trace/trace.ts";
import { spendOf, sumSpend, withSpend, type Replayed } from "./spend.ts";

/** A model's last reply with what all of its replies to one question used. */
export interface Answer {
  readonly reply: ChatReply;
  readonly usage?: Usage;
  readonly costUsd?: number;
  readonly requests: number;
  readonly replayed?: Replayed;
}

/** Who asks: the versions of its prompt and its parser, and which answers hold a verdict. */
export interface Asker extends AskerVersions {
  readonly isUsable: (answer: Answer) => boolean;
}

const higherCap = 4;

/**
 * Asks `model`, and once more when its reply was cut (with four times the tokens) or empty. Where recordings are on, the
 * answer is replayed from there or stored there.
 *
 * @throws ModelError when no reply could be had, or not before the deadline.
 */
export async function askModel(model: ChatModel, request: ChatRequest, asker: Asker): Promise<Answer> {
  const { inner, recordings } = recordedModel(model);
  if (recordings === undefined) return ask(inner, request);
  askRecorded ??= (await import("../models/recordings/ask-recorded.ts")).askRecorded;
  return askRecorded(recordings, inner, request, {
    ask: () => ask(inner, request),
    sumUp: replayedAnswer,
    ...asker,
  });
}

/** Kept, because import() is dear even when the module is there. */
let askRecorded: typeof AskRecorded | undefined;

async function ask(model: ChatModel, request: ChatRequest): Promise<Answer> {
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

function replayedAnswer(reply: ChatReply): Answer {
  return sumUp([reply]);
}

function sumUp(replies: readonly [ChatReply, ...ChatReply[]]): Answer {
  const spent = sumSpend(
    replies.map(({ recordedAt, ...reply }) => ({
      ...reply,
      requests: reply.requests ?? 1,
      ...(recordedAt !== undefined && { replayed: { replies: 1, oldest: recordedAt, newest: recordedAt } }),
    })),
  );
  return { reply: replies.at(-1) ?? replies[0], requests: replies.length, ...spent };
}
