import { field, isObject, listField, textField, toText } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder, type CallSeen } from "../trace-builder.ts";
import type { ToolCall, Usage } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { announced, unlessFinished } from "./unnamed-calls.ts";

/** Anthropic's Messages API: a message, a list of messages, a list of content blocks. */
export const anthropicReader: TraceReader = {
  accepts: "an Anthropic message, a list of messages, its content blocks",
  read(value) {
    const messages = messagesOf(value);
    if (messages === undefined) return undefined;
    const builder = new TraceBuilder();
    for (const message of messages) addMessage(builder, message);
    builder.addModel(textField(value, "model"));
    builder.setUsage(readUsage(field(value, "usage")));
    const trace = announced(builder.build(), textField(value, "stop_reason"));
    return unlessFinished(trace, field(value, "stop_reason") !== null);
  },
};

function messagesOf(value: unknown): readonly unknown[] | undefined {
  if (isReply(value)) return [value];
  const list = Array.isArray(value) ? value : listField(value, "messages");
  if (list === undefined || list.length === 0) return undefined;
  if (list.every(isMessage) && list.some(holdsTools)) return list;
  return list.every(isBlock) && list.some(isToolBlock) ? [{ role: "assistant", content: list }] : undefined;
}

/** A whole reply says `type: "message"` and carries a stop reason; a message of a request says neither. */
function isReply(value: unknown): boolean {
  if (field(value, "type") === "message" && isObject(value) && "stop_reason" in value)
    return listField(value, "content") !== undefined;
  return isMessage(value) && holdsTools(value);
}

function isMessage(value: unknown): boolean {
  const content = field(value, "content");
  return (
    textField(value, "role") !== undefined &&
    (typeof content === "string" || (Array.isArray(content) && content.every(isBlock)))
  );
}

function holdsTools(message: unknown): boolean {
  return listField(message, "content")?.some(isToolBlock) === true;
}

function isBlock(value: unknown): boolean {
  return isToolBlock(value) || plainBlocks.has(textField(value, "type") ?? "");
}

function isToolBlock(value: unknown): boolean {
  return /(^|_)tool_(use|result)$/.test(textField(value, "type") ?? "");
}

const plainBlocks: ReadonlySet<string> = new Set([
  "text",
  "thinking",
  "redacted_thinking",
  "image",
  "document",
  "search_result",
  "container_upload",
]);

function addMessage(builder: TraceBuilder, message: unknown): void {
  const content = field(message, "content");
  const blocks = Array.isArray(content) ? content : [];
  const text =
    typeof content === "string" ? content : blocks.map((block) => textField(block, "text") ?? "").join("");
  const role = textField(message, "role") ?? "assistant";
  if (text !== "") builder.addMessage(role, text);
  if (role === "assistant") builder.startStep();
  const cutShort = cutReasons.has(field(message, "stop_reason"));
  for (const [index, block] of blocks.entries())
    addBlock(builder, block, cutShort && index === blocks.length - 1);
}

const cutReasons: ReadonlySet<unknown> = new Set(["max_tokens", "model_context_window_exceeded"]);

function addBlock(builder: TraceBuilder, block: unknown, cutShort: boolean): void {
  const type = textField(block, "type") ?? "";
  if (type.endsWith("tool_use")) builder.addCall(readCall(block, type, cutShort));
  if (!type.endsWith("tool_result")) return;
  const content = field(block, "content");
  const isError = field(block, "is_error") ?? field(block, "isError");
  const failed = isError === true || (textField(content, "type") ?? "").endsWith("_error");
  builder.addResult(
    // `toolUseId` is how MCP's sampling messages, otherwise the same, write it.
    textField(block, "tool_use_id") ?? textField(block, "toolUseId"),
    failed
      ? { status: "error", result: content, error: textField(content, "error_code") ?? toText(content) }
      : { status: "ok", result: content },
  );
}

function readCall(block: unknown, type: string, cutShort: boolean): CallSeen {
  const id = textField(block, "id");
  const server = textField(block, "server_name");
  const parsed = parseArgs(field(block, "input"));
  const status: ToolCall["status"] = parsed.argsError === undefined ? "requested" : "invalid";
  return {
    name: textField(block, "name") ?? "",
    ...parsed,
    ...(id !== undefined && { id }),
    source: sources[type] ?? "client",
    ...(server !== undefined && { server }),
    status: cutShort ? "incomplete" : status,
  };
}

const sources: { readonly [type: string]: ToolCall["source"] } = {
  mcp_tool_use: "mcp",
  server_tool_use: "server",
};

function readUsage(usage: unknown): Usage | undefined {
  const inputTokens = field(usage, "input_tokens");
  const outputTokens = field(usage, "output_tokens");
  return typeof inputTokens === "number" && typeof outputTokens === "number"
    ? { inputTokens, outputTokens }
    : undefined;
}
