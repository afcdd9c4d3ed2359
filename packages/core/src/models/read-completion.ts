import type { Usage } from "../trace/trace.ts";
import type { ChatReply } from "./chat-model.ts";
import { ModelError } from "./model-error.ts";
import { failedToAsk, quoteProvider, toRecord, type ModelSubject } from "./model-subject.ts";

/**
 * The reply in the body of a chat completion, whatever the SDK made of that body: it resolves with a string for a page
 * of HTML, and with `undefined` for an empty body.
 *
 * @throws ModelError `MODEL_BAD_RESPONSE` when it is no chat completion.
 */
export function readCompletion(body: unknown, subject: ModelSubject): ChatReply {
  const choice = firstChoice(body, subject);
  const { model, usage } = toRecord(body);
  const message = toRecord(choice["message"]);
  const refusal = message["refusal"];
  const tokens = readUsage(usage);
  return {
    text: readContent(message, subject),
    finishReason: finishReasons.get(choice["finish_reason"]) ?? "unknown",
    ...(typeof refusal === "string" && refusal !== "" ? { refusal } : {}),
    ...(typeof model === "string" && model !== "" ? { modelServed: model } : {}),
    ...(tokens === undefined ? {} : { usage: tokens }),
  };
}

const finishReasons: ReadonlyMap<unknown, ChatReply["finishReason"]> = new Map<
  unknown,
  ChatReply["finishReason"]
>([
  ["stop", "stop"],
  ["length", "length"],
  ["content_filter", "content-filter"],
  ["tool_calls", "tool-calls"],
  ["function_call", "tool-calls"],
]);

function firstChoice(body: unknown, subject: ModelSubject): { readonly [key: string]: unknown } {
  if (body === undefined || body === "") throw badReply(subject, "the reply is empty", { retryable: true });
  if (typeof body === "string") throw badReply(subject, describeText(body, subject));
  if (typeof body !== "object" || body === null)
    throw badReply(subject, `the reply is ${String(body)} instead of a chat completion`);
  const { choices, error } = toRecord(body);
  if (error !== undefined && error !== null) throw badReply(subject, describeError(error, subject));
  if (!Array.isArray(choices)) throw badReply(subject, "the reply has no list of choices");
  const [choice] = choices as unknown[];
  if (choice === undefined) throw badReply(subject, "the reply has no choice");
  if (typeof toRecord(choice)["message"] !== "object" || toRecord(choice)["message"] === null) {
    throw badReply(subject, "the reply's first choice has no message");
  }
  return toRecord(choice);
}

function readContent(message: { readonly [key: string]: unknown }, subject: ModelSubject): string {
  const { content } = message;
  if (typeof content === "string") return content;
  if (content === null || content === undefined) return "";
  if (Array.isArray(content)) return (content as unknown[]).map((part) => readPart(part, subject)).join("");
  throw badReply(subject, `the reply's content is of type ${typeof content} instead of a text`);
}

/** Some servers send the content in parts. */
function readPart(part: unknown, subject: ModelSubject): string {
  const { type, text } = toRecord(part);
  if (type === "text" && typeof text === "string") return text;
  throw badReply(subject, "the reply's content has a part that is no text");
}

function readUsage(usage: unknown): Usage | undefined {
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = toRecord(usage);
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function describeText(body: string, subject: ModelSubject): string {
  if (/^\s*<(?:!doctype|html|head|body)\b/i.test(body))
    return "the reply is a page of HTML (a proxy's or a portal's?)";
  return `the reply is no chat completion: "${quoteProvider(body, subject)}"`;
}

function describeError(error: unknown, subject: ModelSubject): string {
  const { message } = toRecord(error);
  const text = typeof message === "string" ? message : JSON.stringify(error);
  return `the server answered with status 200 and an error: "${quoteProvider(text, subject)}"`;
}

function badReply(
  subject: ModelSubject,
  what: string,
  { retryable = false }: { readonly retryable?: boolean } = {},
): ModelError {
  const remedy = "Check that the base URL is that of a server that speaks the OpenAI protocol.";
  return new ModelError(`${failedToAsk(subject)}${what}. ${remedy}`, {
    code: "MODEL_BAD_RESPONSE",
    retryable,
  });
}
