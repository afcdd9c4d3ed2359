import type { Usage } from "../trace/trace.ts";
import { largestBody } from "./exchange-fetch.ts";
import type { ChatMessage, ChatReply } from "./chat-model.ts";
import { ModelError } from "./model-error.ts";
import { failedToAsk, toRecord, type ModelSubject } from "./model-subject.ts";

/** Messages in the AI SDK's form, the same in all of its specifications. */
export function aiSdkPrompt(messages: readonly ChatMessage[]): readonly object[] {
  return messages.map(({ role, content }) =>
    role === "system" ? { role, content } : { role, content: [{ type: "text", text: content }] },
  );
}

/**
 * The reply in what `doGenerate` returned. v2 says why it finished in a word and counts tokens in numbers; v3 and v4 have
 * an object for each.
 *
 * @throws ModelError `MODEL_BAD_RESPONSE` when it is no generation.
 */
export function readGeneration(value: unknown, subject: ModelSubject): ChatReply {
  const { content, finishReason, usage, response } = toRecord(value);
  if (!Array.isArray(content)) throw badReply(subject, "the provider returned no list of content");
  const text = (content as readonly unknown[]).map(textOf).join("");
  if (text.length > largestBody) throw tooLarge(subject);
  const { unified } = toRecord(finishReason);
  const finish = readFinish(unified ?? finishReason);
  if (finish === undefined) throw badReply(subject, "the provider says that the model stopped with an error");
  const tokens = readUsage(usage);
  const { modelId } = toRecord(response);
  return {
    text,
    finishReason: finish,
    ...(tokens !== undefined && { usage: tokens }),
    ...(typeof modelId === "string" && modelId !== "" && { modelServed: modelId }),
  };
}

function textOf(part: unknown): string {
  const { type, text } = toRecord(part);
  return type === "text" && typeof text === "string" ? text : "";
}

/** `undefined` for an error; `interrupted` says that the reply may not be whole. */
function readFinish(reason: unknown): ChatReply["finishReason"] | undefined {
  switch (reason) {
    case "stop":
    case "length":
    case "content-filter":
    case "tool-calls":
      return reason;
    case "interrupted":
      return "length";
    case "error":
      return undefined;
    default:
      return "unknown";
  }
}

function readUsage(usage: unknown): Usage | undefined {
  const { inputTokens, outputTokens } = toRecord(usage);
  const [input, output] = [inputTokens, outputTokens].map((count) =>
    typeof count === "object" ? toRecord(count)["total"] : count,
  );
  return isCount(input) && isCount(output) ? { inputTokens: input, outputTokens: output } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function badReply(subject: ModelSubject, what: string): ModelError {
  return new ModelError(`${failedToAsk(subject)}${what}. Check the provider's package and the model.`, {
    code: "MODEL_BAD_RESPONSE",
  });
}

function tooLarge(subject: ModelSubject): ModelError {
  return new ModelError(`${failedToAsk(subject)}the reply is larger than 8 MB. Lower the reply's length.`, {
    code: "MODEL_RESPONSE_TOO_LARGE",
  });
}
