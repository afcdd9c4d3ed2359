import { field, isObject, listField, textField, toText, type Fields } from "../fields.ts";
import { parseArgs, toJson } from "../parse-args.ts";
import { TraceBuilder, type CallSeen, type ResultSeen } from "../trace-builder.ts";
import type { ToolCall, Usage } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { unlessFinished } from "./unnamed-calls.ts";

/** The OpenAI Responses API: a response, its `output`, or a list of items as they are sent back as input. */
export const openaiResponsesReader: TraceReader = {
  accepts: "an OpenAI response (Responses API), its output items",
  read(value) {
    const items = itemsOf(value);
    if (items === undefined) return undefined;
    const builder = new TraceBuilder();
    for (const item of items) addItem(builder, item);
    addFailure(builder, value);
    builder.addModel(textField(value, "model"));
    builder.setUsage(readUsage(field(value, "usage")));
    return unlessFinished(builder.build(), !unfinished.has(textField(value, "status") ?? ""));
  },
};

/** A response that is made in the background is handed out before its output is. */
const unfinished: ReadonlySet<string> = new Set(["queued", "in_progress"]);

function itemsOf(value: unknown): readonly unknown[] | undefined {
  const output = listField(value, "output");
  if (field(value, "object") === "response") return output;
  const items = output ?? (Array.isArray(value) ? value : undefined);
  if (items === undefined || items.length === 0) return undefined;
  return items.every((item) => isItem(item) || isInputMessage(item)) && items.some(isItem)
    ? items
    : undefined;
}

function isItem(value: unknown): boolean {
  const type = textField(value, "type") ?? "";
  if (type === "message")
    return (
      listField(value, "content")?.every((part) =>
        /^(output|input)_|^refusal$/.test(textField(part, "type") ?? ""),
      ) === true
    );
  return plainItems.has(type) || (/_call(_output)?$/.test(type) && !foreignTypes.has(type));
}

/** LangChain's, OpenTelemetry's and the Agents SDK's calls have these types and other fields. */
const foreignTypes: ReadonlySet<string> = new Set(["tool_call", "server_tool_call", "hosted_tool_call"]);

function isInputMessage(value: unknown): boolean {
  const type = field(value, "type");
  return textField(value, "role") !== undefined && (type === undefined || type === "message");
}

const plainItems: ReadonlySet<string> = new Set([
  "reasoning",
  "mcp_list_tools",
  "mcp_approval_request",
  "mcp_approval_response",
  "tool_search_output",
  "item_reference",
  "compaction",
]);

function addItem(builder: TraceBuilder, item: unknown): void {
  const type = textField(item, "type") ?? "message";
  if (type === "message") {
    builder.addMessage(textField(item, "role") ?? "assistant", messageText(item));
    return;
  }
  if (type.endsWith("_output")) {
    builder.addResult(textField(item, "call_id"), readOutput(item));
    return;
  }
  // Requests for approval are not calls: the call itself follows once it is approved.
  if (type.endsWith("_call") && isObject(item)) builder.addCall(readCall(type, item));
  if (type === "file_search_call") addFileSearch(builder, item);
}

function addFileSearch(builder: TraceBuilder, item: unknown): void {
  const found = listField(item, "results");
  if (found === undefined) return;
  builder.addRetrieval({
    query: (listField(item, "queries") ?? []).map(toText).join("; "),
    documents: found.map((document, index) => {
      const score = field(document, "score");
      const text = textField(document, "text");
      return {
        id: textField(document, "file_id") ?? textField(document, "filename") ?? "",
        rank: index + 1,
        ...(typeof score === "number" && { score }),
        ...(text !== undefined && { text }),
      };
    }),
  });
}

function messageText(item: unknown): string {
  const content = field(item, "content");
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => textField(part, "text") ?? textField(part, "refusal") ?? "").join("");
}

function readOutput(item: unknown): ResultSeen {
  const result = field(item, "output") ?? field(item, "tools");
  const status = textField(item, "status");
  return status === "failed" || status === "incomplete"
    ? { status: "error", result, error: toText(result ?? status) }
    : { status: "ok", result };
}

function readCall(type: string, item: Fields): CallSeen {
  const id = textField(item, "call_id") ?? textField(item, "id");
  const common = { ...(id !== undefined && { id }) };
  if (type === "function_call") {
    const parsed = parseArgs(item["arguments"]);
    const invalid = parsed.argsError === undefined ? "requested" : "invalid";
    return {
      ...common,
      name: textField(item, "name") ?? "",
      ...parsed,
      source: "client",
      status: pendingStatus(item) ?? invalid,
    };
  }
  if (type === "custom_tool_call") {
    const input = toText(item["input"] ?? "");
    const name = textField(item, "name") ?? "";
    return {
      ...common,
      name,
      args: { input },
      rawArgs: input,
      source: "client",
      status: pendingStatus(item) ?? "requested",
    };
  }
  return type === "mcp_call"
    ? { ...common, ...readMcpCall(item) }
    : { ...common, ...readBuiltIn(type, item) };
}

function pendingStatus(item: Fields): "incomplete" | undefined {
  const status = textField(item, "status");
  return status === undefined || status === "completed" ? undefined : "incomplete";
}

function readMcpCall(item: Fields): CallSeen {
  const server = textField(item, "server_label");
  const failure = item["error"] ?? (item["status"] === "failed" ? "failed" : undefined);
  const result = item["output"] ?? undefined;
  return {
    name: textField(item, "name") ?? "",
    ...parseArgs(item["arguments"]),
    source: "mcp",
    ...(server !== undefined && { server }),
    status: failure !== undefined ? "error" : (pendingStatus(item) ?? "ok"),
    ...(result !== undefined && { result }),
    ...(failure !== undefined && { error: toText(failure) }),
  };
}

/** Built-in tools are called by their type: `web_search_call` calls `web_search`. */
function readBuiltIn(type: string, item: Fields): CallSeen {
  const result = item["results"] ?? item["outputs"] ?? item["result"] ?? undefined;
  return {
    name: type.slice(0, -"_call".length),
    ...parseArgs(builtInArgs(item)),
    source: field(item, "call_id") === undefined ? "server" : "client",
    status: builtInStatus(item),
    ...(result !== undefined && { result }),
  };
}

function builtInArgs(item: Fields): unknown {
  const whole = item["arguments"] ?? item["action"] ?? item["operation"];
  if (whole !== undefined && whole !== null) return whole;
  const named = ["actions", "queries", "code"].filter((name) => item[name] !== undefined);
  return toJson(Object.fromEntries(named.map((name) => [name, item[name]])));
}

function builtInStatus(item: Fields): ToolCall["status"] {
  const status = textField(item, "status");
  if (status === undefined) return "requested";
  if (status === "failed") return "error";
  if (status !== "completed") return "incomplete";
  // One with a call id is carried out by the application, and its output is an item of its own.
  return field(item, "call_id") === undefined ? "ok" : "requested";
}

function addFailure(builder: TraceBuilder, value: unknown): void {
  const message = textField(field(value, "error"), "message");
  if (message !== undefined) builder.addError(message);
  const reason = textField(field(value, "incomplete_details"), "reason");
  if (reason !== undefined) builder.addError(`incomplete: ${reason}`);
}

function readUsage(usage: unknown): Usage | undefined {
  const inputTokens = field(usage, "input_tokens");
  const outputTokens = field(usage, "output_tokens");
  return typeof inputTokens === "number" && typeof outputTokens === "number"
    ? { inputTokens, outputTokens }
    : undefined;
}
