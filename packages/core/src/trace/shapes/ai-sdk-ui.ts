import { EvalError } from "../../errors/eval-error.ts";
import { field, isObject, listField, textField, toText } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder, type CallSeen } from "../trace-builder.ts";
import type { ToolCall } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";

/** UI messages of the AI SDK: `parts` of version 5 and later, `toolInvocations` of version 4. */
export const aiSdkUiReader: TraceReader = {
  accepts: "an AI SDK UI message or a list of them",
  read(value) {
    const messages = Array.isArray(value)
      ? value
      : isUiMessage(value)
        ? [value]
        : listField(value, "messages");
    if (messages === undefined || messages.length === 0 || !messages.every(isMessage)) return undefined;
    if (!messages.some(isUiMessage)) return undefined;
    const builder = new TraceBuilder();
    for (const message of messages) addMessage(builder, message);
    return builder.build();
  },
};

function isUiMessage(value: unknown): boolean {
  return (
    isMessage(value) &&
    (listField(value, "parts") !== undefined || listField(value, "toolInvocations") !== undefined)
  );
}

function isMessage(value: unknown): boolean {
  if (!isObject(value) || textField(value, "role") === undefined) return false;
  // Calls of another shape beside UI messages would be lost.
  if ("tool_calls" in value || "toolCalls" in value) return false;
  return listField(value, "parts") !== undefined || typeof field(value, "content") === "string";
}

function addMessage(builder: TraceBuilder, message: unknown): void {
  const parts = listField(message, "parts") ?? [];
  const text = parts
    .map((part) => (field(part, "type") === "text" ? (textField(part, "text") ?? "") : ""))
    .join("");
  builder.addMessage(
    textField(message, "role") ?? "",
    text === "" ? (textField(message, "content") ?? "") : text,
  );
  const seen = new Set<unknown>(
    parts.map((part) => textField(field(part, "toolInvocation"), "toolCallId") ?? part),
  );
  for (const part of parts) {
    const invocation = field(part, "toolInvocation");
    const name = toolName(part);
    if (isObject(invocation)) builder.addCall(readCall(invocation, textField(invocation, "toolName") ?? ""));
    else if (name !== undefined) builder.addCall(readCall(part, name));
    else if (mayHoldCall(part)) throw unknownPart(part);
  }
  for (const invocation of listField(message, "toolInvocations") ?? []) {
    // Version 4 holds the same calls as parts too.
    if (!seen.has(field(invocation, "toolCallId"))) {
      builder.addCall(readCall(invocation, textField(invocation, "toolName") ?? ""));
    }
  }
}

function toolName(part: unknown): string | undefined {
  const type = textField(part, "type") ?? "";
  if (type === "dynamic-tool") return textField(part, "toolName");
  return type.startsWith("tool-") && type !== "tool-" ? type.slice("tool-".length) : undefined;
}

/** Parts are added with each version of the SDK, and an application has its own `data-*`: most of them hold no call. */
function mayHoldCall(part: unknown): boolean {
  const type = textField(part, "type") ?? "";
  if (type.startsWith("data-")) return false;
  return /tool|call/i.test(type) || callFields.some((name) => field(part, name) !== undefined);
}

const callFields = ["toolCallId", "toolName", "toolCall", "toolInvocation"] as const;

function unknownPart(part: unknown): EvalError {
  const type = textField(part, "type");
  return new EvalError(
    `Failed to read a trace: a UI message holds a part ${type === undefined ? "without a type" : `of the type ${JSON.stringify(type.slice(0, 60))}`}, which may be a call of a tool and names none that is known. Pass the messages as the AI SDK gave them, or the calls in it as { toolCalls }.`,
    { code: "TRACE_UNKNOWN_SHAPE" },
  );
}

function readCall(part: unknown, name: string): CallSeen {
  const id = textField(part, "toolCallId");
  const input = field(part, "input") ?? field(part, "args");
  const result = field(part, "output") ?? field(part, "result");
  const error = field(part, "errorText");
  const parsed = parseArgs(input ?? field(part, "rawInput"));
  const status = statusOf(part, input === undefined && field(part, "rawInput") !== undefined);
  return {
    name,
    ...parsed,
    ...(id !== undefined && { id }),
    source: field(part, "providerExecuted") === true ? "server" : "client",
    status: parsed.argsError !== undefined && status !== "incomplete" ? "invalid" : status,
    ...(result !== undefined && { result }),
    ...(error !== undefined && { error: toText(error) }),
  };
}

function statusOf(part: unknown, isRaw: boolean): ToolCall["status"] {
  const state = textField(part, "state") ?? "";
  // Input that did not pass the tool's schema is kept raw.
  if (state === "output-error") return isRaw ? "invalid" : "error";
  if (state === "approval-responded")
    return field(field(part, "approval"), "approved") === false ? "denied" : "requested";
  return states[state] ?? "incomplete";
}

const states: { readonly [state: string]: ToolCall["status"] | undefined } = {
  call: "requested",
  result: "ok",
  "input-available": "requested",
  "output-available": "ok",
  "output-denied": "denied",
};
