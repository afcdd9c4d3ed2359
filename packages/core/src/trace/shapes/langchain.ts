import { field, isObject, listField, textField, toText, type Fields } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder, type CallSeen } from "../trace-builder.ts";
import type { Usage } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { announced } from "./unnamed-calls.ts";

/**
 * LangChain and LangGraph: a message, a list of messages, a state `{ messages }`; live, serialised (`lc: 1`), stored
 * (`{ type, data }`) or dumped (`{ type, content, additional_kwargs }`). Calls that a provider left in the content alone are found there.
 */
export const langchainReader: TraceReader = {
  accepts: "a LangChain message, a list of messages, a LangGraph state",
  read(value) {
    const list = Array.isArray(value) ? value : (listField(value, "messages") ?? [value]);
    const messages = list.map(readMessage);
    if (messages.length === 0 || !messages.every((message) => message !== undefined)) return undefined;
    const builder = new TraceBuilder();
    addMessages(builder, messages);
    return announced(builder.build(), finishReason(messages.at(-1)));
  },
};

function finishReason(message: Message | undefined): string | undefined {
  const metadata = message?.type === "ai" ? message.fields["response_metadata"] : undefined;
  return textField(metadata, "finish_reason") ?? textField(metadata, "stop_reason");
}

export function addMessages(builder: TraceBuilder, messages: readonly Message[]): void {
  for (const message of messages) addMessage(builder, message);
  builder.setUsage(sumUsage(messages));
}

/** A message, whichever way it came. */
export interface Message {
  readonly type: string;
  readonly fields: Fields;
}

const types: { readonly [name: string]: string } = {
  HumanMessage: "human",
  AIMessage: "ai",
  AIMessageChunk: "ai",
  ChatMessage: "generic",
  HumanMessageChunk: "human",
  SystemMessageChunk: "system",
  ToolMessageChunk: "tool",
  SystemMessage: "system",
  ToolMessage: "tool",
  FunctionMessage: "function",
  human: "human",
  ai: "ai",
  system: "system",
  tool: "tool",
  function: "function",
  developer: "system",
  generic: "generic",
};

/** `undefined` when `value` is no message of LangChain. */
export function readMessage(value: unknown): Message | undefined {
  if (!isObject(value)) return undefined;
  if (field(value, "lc") === 1) {
    const name = listField(value, "id")?.at(-1);
    return message(typeof name === "string" ? types[name] : undefined, field(value, "kwargs"));
  }
  // The type first: reading `data` of a live reply of Gemini prints a warning.
  const stored = types[textField(value, "type") ?? ""];
  if (stored !== undefined && isObject(field(value, "data"))) return message(stored, field(value, "data"));
  if (stored !== undefined && isDumped(value, stored)) return message(stored, value);
  // A live message is an instance; its own `lc_serializable` or `lc_kwargs` tells it from other shapes.
  if (!("lc_kwargs" in value) && !("lc_serializable" in value)) return undefined;
  return message(types[liveType(value) ?? ""], value);
}

/** As LangGraph's server and Python's `model_dump` write a message: its fields beside its type. */
function isDumped(value: Fields, type: string): boolean {
  if (!("content" in value) || "role" in value || "lc_kwargs" in value) return false;
  return isObject(value["additional_kwargs"]) || (type === "ai" && Array.isArray(value["tool_calls"]));
}

function liveType(value: Fields): string | undefined {
  for (const name of ["getType", "_getType"]) {
    const method = field(value, name);
    if (typeof method === "function") return String((method as () => unknown).call(value));
  }
  return textField(value, "type");
}

function message(type: string | undefined, fields: unknown): Message | undefined {
  return type === undefined || !isObject(fields) ? undefined : { type, fields };
}

function addMessage(builder: TraceBuilder, { type, fields }: Message): void {
  const text = messageText(fields);
  const role = type === "generic" ? (textField(fields, "role") ?? type) : (roles[type] ?? type);
  if (text !== "") builder.addMessage(role, text);
  if (type === "ai") addReply(builder, fields);
  const result = { status: "ok" as const, result: fields["artifact"] ?? fields["content"] };
  const failed = fields["status"] === "error";
  const seen = failed ? { ...result, status: "error" as const, error: toText(fields["content"]) } : result;
  if (type === "tool") builder.addResult(textField(fields, "tool_call_id"), seen);
  if (type === "function") builder.addResultByName(textField(fields, "name"), seen);
}

/** Calls that the provider carries out itself are in the content, beside those of `tool_calls`. */
function addReply(builder: TraceBuilder, fields: Fields): void {
  builder.startStep();
  for (const name of modelFields) builder.addModel(textField(fields["response_metadata"], name));
  for (const call of callsOf(fields)) builder.addCall(call);
  const blocks = listField(fields, "content") ?? [];
  for (const block of blocks) {
    const type = textField(block, "type") ?? "";
    if (type === "server_tool_use" || type === "server_tool_call")
      builder.addCall({
        ...readCall(block, field(block, "input") ?? field(block, "args")),
        source: "server",
      });
    const answered = textField(block, "tool_use_id") ?? textField(block, "toolCallId");
    if (answered !== undefined && type.endsWith("_result"))
      builder.addResult(answered, {
        status: "ok",
        result: field(block, "content") ?? field(block, "output"),
      });
  }
}

/** As the integrations of OpenAI, Anthropic and Ollama, of Google, and of Bedrock call it. */
const modelFields = ["model_name", "model", "modelVersion", "modelId"] as const;

const roles: { readonly [type: string]: string } = { human: "user", ai: "assistant" };

export function messageText(fields: Fields): string {
  const content = fields["content"];
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map((part) => textField(part, "text") ?? "").join("") : "";
}

function callsOf(fields: Fields): CallSeen[] {
  const calls = (listField(fields, "tool_calls") ?? []).map((call) => readCall(call, field(call, "args")));
  const invalid = (listField(fields, "invalid_tool_calls") ?? []).map((call): CallSeen => ({
    ...readCall(call, field(call, "args")),
    status: "invalid",
    error: textField(call, "error") ?? "invalid",
  }));
  if (calls.length + invalid.length > 0) return [...calls, ...invalid];
  const raw = listField(fields["additional_kwargs"], "tool_calls") ?? [];
  if (raw.length > 0) {
    return raw.map((call) =>
      readCall(
        { ...(field(call, "function") as object), id: field(call, "id") },
        field(field(call, "function"), "arguments"),
      ),
    );
  }
  const blocks = listField(fields, "content") ?? [];
  return blocks
    .filter((block) => callBlocks.has(textField(block, "type") ?? ""))
    .map((block) => field(block, "functionCall") ?? block)
    .map((call) => readCall(call, field(call, "input") ?? field(call, "args")));
}

const callBlocks: ReadonlySet<string> = new Set(["tool_use", "tool_call", "functionCall"]);

function readCall(call: unknown, args: unknown): CallSeen {
  const id = textField(call, "id");
  const parsed = parseArgs(args);
  return {
    name: textField(call, "name") ?? "",
    ...parsed,
    ...(id !== undefined && { id }),
    source: "client",
    status: parsed.argsError === undefined ? "requested" : "invalid",
  };
}

function sumUsage(messages: readonly Message[]): Usage | undefined {
  const known = messages
    .map(({ fields }) => fields["usage_metadata"])
    .filter(
      (usage) =>
        typeof field(usage, "input_tokens") === "number" && typeof field(usage, "output_tokens") === "number",
    )
    .map((usage) => usage as { input_tokens: number; output_tokens: number });
  if (known.length === 0) return undefined;
  return {
    inputTokens: known.reduce((sum, usage) => sum + usage.input_tokens, 0),
    outputTokens: known.reduce((sum, usage) => sum + usage.output_tokens, 0),
  };
}
