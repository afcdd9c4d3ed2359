import { EvalError } from "../../errors/eval-error.ts";
import { field, firstField, isObject, listField, textField, toText } from "../fields.ts";
import { parseArgs, type ParsedArgs } from "../parse-args.ts";
import { TraceBuilder, type CallSeen } from "../trace-builder.ts";
import type { ToolCall, Usage } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { announced, unlessFinished } from "./unnamed-calls.ts";

/**
 * OpenAI chat completions: a completion, its choice, a message, a list of messages, a list of tool calls; also with names in
 * camel case, as the SDKs of Mistral and OpenRouter give them.
 */
export const openaiChatReader: TraceReader = {
  accepts: "an OpenAI chat completion, its message, a list of messages, its tool_calls",
  read(value) {
    const builder = new TraceBuilder();
    const choices = listField(value, "choices") ?? (isChoice(value) ? [value] : undefined);
    if (choices !== undefined) {
      if (choices.length === 0 || !choices.every(isChoice)) return undefined;
      addChoices(builder, choices);
      builder.addModel(textField(value, "model"));
      builder.setUsage(readUsage(field(value, "usage")));
      return unlessFinished(announced(builder.build(), finishReason(choices[0])), choices.every(hasEnded));
    }
    const messages = messagesOf(value);
    if (messages !== undefined) {
      for (const message of messages) addMessage(builder, message, undefined);
      return builder.build();
    }
    if (!Array.isArray(value) || value.length === 0 || !value.every(isToolCall)) return undefined;
    for (const call of value) builder.addCall(readToolCall(call, undefined));
    return builder.build();
  },
};

function addChoices(builder: TraceBuilder, choices: readonly unknown[]): void {
  if (choices.length > 1) {
    throw new EvalError(
      `Failed to read a trace: the completion holds ${choices.length} alternative choices, and which one the application used is not known. Pass one of its choices.`,
      { code: "TRACE_UNKNOWN_SHAPE" },
    );
  }
  for (const choice of choices) {
    // A reply that has no finish reason yet was cut off.
    addMessage(builder, field(choice, "message"), hasEnded(choice) ? finishReason(choice) : "length");
  }
}

/** Servers write null until they know why the model ended; who builds a completion by hand leaves the reason out. */
function hasEnded(choice: unknown): boolean {
  return firstField(choice, "finish_reason", "finishReason") !== null;
}

function finishReason(choice: unknown): string | undefined {
  const found = firstField(choice, "finish_reason", "finishReason");
  return typeof found === "string" ? found : undefined;
}

function toolCalls(message: unknown): unknown {
  return firstField(message, "tool_calls", "toolCalls");
}

function messagesOf(value: unknown): readonly unknown[] | undefined {
  if (isMessage(value)) return [value];
  const messages = Array.isArray(value) ? value : listField(value, "messages");
  return messages !== undefined && messages.length > 0 && messages.every(isMessage) ? messages : undefined;
}

function isChoice(value: unknown): boolean {
  return isObject(value) && isMessage(field(value, "message"));
}

function isMessage(value: unknown): boolean {
  if (
    !isObject(value) ||
    textField(value, "role") === undefined ||
    "parts" in value ||
    "toolInvocations" in value
  )
    return false;
  const content = field(value, "content");
  const calls = toolCalls(value);
  return (
    (content === undefined || content === null || typeof content === "string" || isContentParts(content)) &&
    (calls === undefined || calls === null || (Array.isArray(calls) && calls.every(isToolCall)))
  );
}

/** Parts of another provider's shape may hold calls: a message with one is not ours to read. */
function isContentParts(content: unknown): boolean {
  return Array.isArray(content) && content.every((part) => partTypes.has(textField(part, "type") ?? ""));
}

const partTypes: ReadonlySet<string> = new Set(["text", "refusal", "image_url", "input_audio", "file"]);

function isToolCall(value: unknown): boolean {
  return (
    isMade(field(value, "function"), "arguments", "parameters") ||
    isMade(field(value, "custom"), "input", "format")
  );
}

/** A definition of a tool looks like a call of it, but for what it was given. */
function isMade(made: unknown, given: string, defined: string): boolean {
  if (textField(made, "name") === undefined) return false;
  const isDefined = field(made, defined) !== undefined || field(made, "description") !== undefined;
  return !isDefined || field(made, given) !== undefined;
}

function addMessage(builder: TraceBuilder, message: unknown, ended: string | undefined): void {
  const role = textField(message, "role") ?? "assistant";
  builder.addMessage(role, messageText(message));
  if (role === "assistant") builder.startStep();
  for (const call of (toolCalls(message) as readonly unknown[] | null | undefined) ?? [])
    builder.addCall(readToolCall(call, ended));
  const legacy = field(message, "function_call");
  if (isObject(legacy)) builder.addCall(readFunction(legacy, textField(legacy, "name"), ended));
  const answered = firstField(message, "tool_call_id", "toolCallId");
  if (role === "tool" && typeof answered === "string")
    builder.addResult(answered, { status: "ok", result: messageText(message) });
  if (role === "function")
    builder.addResultByName(textField(message, "name"), { status: "ok", result: messageText(message) });
}

function messageText(message: unknown): string {
  const content = field(message, "content");
  if (typeof content === "string") return content;
  if (Array.isArray(content))
    return content.map((part) => textField(part, "text") ?? textField(part, "refusal") ?? "").join("");
  return textField(message, "refusal") ?? "";
}

function readToolCall(call: unknown, finishReason: string | undefined): CallSeen {
  const id = textField(call, "id");
  const custom = field(call, "custom");
  if (isObject(custom)) {
    const input = toText(field(custom, "input") ?? "");
    return {
      name: textField(custom, "name") ?? "",
      args: { input },
      rawArgs: input,
      ...(id !== undefined && { id }),
      source: "client",
      status: isCutShort(finishReason) ? "incomplete" : "requested",
    };
  }
  const made = field(call, "function");
  return { ...readFunction(made, textField(made, "name"), finishReason), ...(id !== undefined && { id }) };
}

function readFunction(made: unknown, name: string | undefined, finishReason: string | undefined): CallSeen {
  const parsed = parseArgs(field(made, "arguments"));
  return { name: name ?? "", ...parsed, source: "client", status: statusOf(parsed, finishReason) };
}

function statusOf({ argsError, rawArgs }: ParsedArgs, finishReason: string | undefined): ToolCall["status"] {
  const isBlank = rawArgs?.trim() === "";
  if (isCutShort(finishReason) && (isBlank || argsError !== undefined)) return "incomplete";
  return argsError === undefined ? "requested" : "invalid";
}

function isCutShort(finishReason: string | undefined): boolean {
  return finishReason === "length" || finishReason === "content_filter";
}

function readUsage(usage: unknown): Usage | undefined {
  const inputTokens = firstField(usage, "prompt_tokens", "promptTokens");
  const outputTokens = firstField(usage, "completion_tokens", "completionTokens");
  return typeof inputTokens === "number" && typeof outputTokens === "number"
    ? { inputTokens, outputTokens }
    : undefined;
}
