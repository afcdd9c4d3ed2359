import { EvalError } from "../errors/eval-error.ts";
import type { ChatModel, ChatReply, ChatRequest } from "../models/chat-model.ts";

/**
 * One scripted answer: a text, a whole reply, an error to throw, or a function of the request. `{{nonce}}` in a text
 * becomes the nonce of the judge's question.
 */
export type ScriptedReply =
  | string
  | (Partial<ChatReply> & { readonly text: string })
  | Error
  | ((request: ChatRequest) => ScriptedReply | Promise<ScriptedReply>);

export interface ScriptedModel extends ChatModel {
  /** What the model was asked, in order. */
  readonly requests: readonly ChatRequest[];
}

/**
 * A model for tests that gives the scripted replies one after another; the last one stays. Without a reply it throws.
 *
 * @example
 * ```ts
 * const model = scriptedModel([judgeReply({ verdict: "fail", critique: "It is rude." })]);
 * await expect("Read the manual.").not.toPassJudge(polite, { model });
 * ```
 */
export function scriptedModel(replies: readonly ScriptedReply[], id = "scripted"): ScriptedModel {
  const requests: ChatRequest[] = [];
  return {
    id,
    family: "scripted",
    requests,
    async complete(request) {
      const scripted = replies[Math.min(requests.length, replies.length - 1)];
      requests.push(request);
      if (scripted === undefined) {
        throw new EvalError(
          'Failed to ask the scripted model: it has no reply. Pass at least one to "scriptedModel".',
          {
            code: "MODEL_FAILED",
            outcome: "error",
          },
        );
      }
      return toReply(scripted, request);
    },
  };
}

async function toReply(scripted: ScriptedReply, request: ChatRequest): Promise<ChatReply> {
  if (typeof scripted === "function") return toReply(await scripted(request), request);
  if (scripted instanceof Error) throw scripted;
  const reply = typeof scripted === "string" ? { text: scripted } : scripted;
  return {
    finishReason: "stop",
    ...reply,
    text: reply.text.split("{{nonce}}").join(request.question?.nonce ?? ""),
  };
}
