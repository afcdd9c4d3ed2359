import { field, isObject, listField, textField, toText } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder } from "../trace-builder.ts";
import type { Usage } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { announced } from "./unnamed-calls.ts";

/** Amazon Bedrock's Converse API: a response, a message, a list of messages. */
export const bedrockConverseReader: TraceReader = {
  accepts: "a Bedrock Converse response, a list of messages",
  read(value) {
    const messages = messagesOf(value);
    if (messages === undefined) return undefined;
    const builder = new TraceBuilder();
    for (const message of messages) addMessage(builder, message, textField(value, "stopReason"));
    builder.setUsage(readUsage(field(value, "usage")));
    return announced(builder.build(), textField(value, "stopReason"));
  },
};

function messagesOf(value: unknown): readonly unknown[] | undefined {
  const reply = field(field(value, "output"), "message");
  const isEmptyReply =
    listField(reply, "content")?.length === 0 && textField(value, "stopReason") !== undefined;
  if (isEmptyReply) return [reply];
  const list = isMessage(reply)
    ? [reply]
    : Array.isArray(value)
      ? value
      : (listField(value, "messages") ?? [value]);
  return list.length > 0 && list.every(isMessage) ? list : undefined;
}

function isMessage(value: unknown): boolean {
  const content = listField(value, "content");
  return (
    textField(value, "role") !== undefined &&
    content !== undefined &&
    content.length > 0 &&
    content.every(isBlock)
  );
}

/** Blocks are told by the one field they hold, not by a type as in other shapes. */
function isBlock(value: unknown): boolean {
  return isObject(value) && !("type" in value) && blockFields.some((name) => name in value);
}

const blockFields = [
  "text",
  "toolUse",
  "toolResult",
  "image",
  "document",
  "video",
  "reasoningContent",
  "guardContent",
  "cachePoint",
  "citationsContent",
] as const;

function addMessage(builder: TraceBuilder, message: unknown, stopReason: string | undefined): void {
  const blocks = listField(message, "content") ?? [];
  const text = blocks.map((block) => textField(block, "text") ?? "").join("");
  const role = textField(message, "role") ?? "assistant";
  if (text !== "") builder.addMessage(role, text);
  if (role === "assistant") builder.startStep();
  for (const [index, block] of blocks.entries()) {
    addBlock(builder, block, stopReason === "max_tokens" && index === blocks.length - 1);
  }
}

function addBlock(builder: TraceBuilder, block: unknown, cutShort: boolean): void {
  const call = field(block, "toolUse");
  if (isObject(call)) {
    const id = textField(call, "toolUseId");
    const parsed = parseArgs(field(call, "input"));
    const status = parsed.argsError === undefined ? "requested" : "invalid";
    builder.addCall({
      name: textField(call, "name") ?? "",
      ...parsed,
      ...(id !== undefined && { id }),
      source: field(call, "type") === "server_tool_use" ? "server" : "client",
      status: cutShort ? "incomplete" : status,
    });
  }
  const result = field(block, "toolResult");
  if (!isObject(result)) return;
  const content = field(result, "content");
  const failed = field(result, "status") === "error";
  builder.addResult(
    textField(result, "toolUseId"),
    failed ? { status: "error", result: content, error: toText(content) } : { status: "ok", result: content },
  );
}

function readUsage(usage: unknown): Usage | undefined {
  const inputTokens = field(usage, "inputTokens");
  const outputTokens = field(usage, "outputTokens");
  return typeof inputTokens === "number" && typeof outputTokens === "number"
    ? { inputTokens, outputTokens }
    : undefined;
}
