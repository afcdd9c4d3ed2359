import { field, isObject, listField, textField, toText } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder } from "../trace-builder.ts";
import type { TraceReader } from "../trace-reader.ts";

/**
 * Model Context Protocol: JSON-RPC messages of a session (requests and results paired by id), one `tools/call` request,
 * or pairs `{ request, result }`. A result alone carries no tool name, so it cannot be read.
 */
export const mcpReader: TraceReader = {
  accepts: "MCP messages (tools/call requests with their results), pairs { request, result }",
  read(value) {
    const messages = messagesOf(value);
    if (messages === undefined) return undefined;
    const builder = new TraceBuilder();
    for (const message of messages) addMessage(builder, message);
    return builder.build();
  },
};

function messagesOf(value: unknown): readonly unknown[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) return undefined;
  if (list.every(isPair)) return list.flatMap(unfoldPair);
  return list.every(isRpc) && list.some(isToolCall) ? list : undefined;
}

function isToolCall(value: unknown): boolean {
  return field(value, "method") === "tools/call" && textField(field(value, "params"), "name") !== undefined;
}

function isRpc(value: unknown): boolean {
  return isToolCall(value) || (isObject(value) && field(value, "jsonrpc") === "2.0");
}

function isPair(value: unknown): boolean {
  return isToolCall(field(value, "request"));
}

function unfoldPair(pair: unknown, index: number): unknown[] {
  const request = field(pair, "request") as object;
  const id = `pair ${index}`;
  return [
    { ...request, id },
    { id, result: field(pair, "result"), error: field(pair, "error") },
  ];
}

function addMessage(builder: TraceBuilder, message: unknown): void {
  const id = rpcId(message);
  if (isToolCall(message)) {
    const params = field(message, "params");
    const parsed = parseArgs(field(params, "arguments"));
    builder.addCall({
      name: textField(params, "name") ?? "",
      ...parsed,
      ...(id !== undefined && { id }),
      source: "mcp",
      status: parsed.argsError === undefined ? "requested" : "invalid",
    });
    return;
  }
  const error = field(message, "error");
  const result = field(message, "result");
  if (isObject(error))
    builder.addResult(id, { status: "error", error: textField(error, "message") ?? toText(error) });
  else if (result !== undefined) builder.addResult(id, readResult(result));
}

function readResult(result: unknown): { status: "ok" | "error"; result: unknown; error?: string } {
  const content =
    field(result, "structuredContent") ?? field(result, "content") ?? field(result, "toolResult");
  if (field(result, "isError") !== true) return { status: "ok", result: content };
  const text = (listField(result, "content") ?? []).map((part) => textField(part, "text") ?? "").join("");
  return { status: "error", result: content, error: text === "" ? toText(content) : text };
}

function rpcId(message: unknown): string | undefined {
  const id = field(message, "id");
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}
