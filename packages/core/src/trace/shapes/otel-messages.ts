import { field, isObject, listField, textField, toText, type Fields } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import type { CallSeen } from "../trace-builder.ts";
import type { SpanEvent } from "./otel-records.ts";
import type { ReadSpan } from "./otel-spans.ts";
import type { SpanMessage } from "./span-conversation.ts";

/** What a model's span, or its events, say that was sent and replied; `known` are the messages of the spans before. */
export function spanMessages(
  { attributes, events }: ReadSpan,
  known: Map<string, SpanMessage>,
): {
  readonly input: readonly SpanMessage[];
  readonly output: readonly SpanMessage[];
} {
  const all = [
    attributes,
    ...events.filter(({ name }) => contentEvents.has(name)).map((one) => one.attributes),
  ];
  const from = (names: readonly string[]): unknown[] =>
    all.flatMap((one) => names.flatMap((name) => messagesOf(one, name)));
  const inputs = [...from(inputNames), ...events.flatMap((event) => sentMessage(event))];
  const outputs = [
    ...from(outputNames),
    ...events.filter(({ name }) => name === "gen_ai.choice").map((event) => field(bodyOf(event), "message")),
    ...aiSdkReply(attributes),
  ];
  const read = (message: unknown): SpanMessage => readOnce(message, known);
  return { input: inputs.map(read), output: outputs.map(read) };
}

/** As of versions 1.37 and later, before 1.28, and of the AI SDK before version 7. */
const inputNames = ["gen_ai.input.messages", "gen_ai.prompt", "ai.prompt.messages"] as const;
const outputNames = ["gen_ai.output.messages", "gen_ai.completion"] as const;
const contentEvents: ReadonlySet<string> = new Set([
  "gen_ai.client.inference.operation.details",
  "gen_ai.content.prompt",
  "gen_ai.content.completion",
]);

/** A list, its JSON, or attributes `name.0.role` and so on. */
function messagesOf(attributes: Fields, name: string): readonly unknown[] {
  const found = parseJson(attributes[name]);
  if (Array.isArray(found)) return found;
  const listed = flattened(attributes, name);
  return listed.length > 0 ? listed : isObject(found) ? [found] : [];
}

/** `prefix.0.role`, `prefix.0.tool_calls.0.name` and so on as a list of objects. */
function flattened(attributes: Fields, prefix: string): readonly unknown[] {
  const has = (path: string): boolean => Object.keys(attributes).some((name) => name.startsWith(`${path}.`));
  const messages: unknown[] = [];
  for (let at = 0; has(`${prefix}.${at}`); at++) {
    const path = `${prefix}.${at}`;
    const calls: unknown[] = [];
    for (let call = 0; has(`${path}.tool_calls.${call}`); call++) {
      const inside = `${path}.tool_calls.${call}`;
      calls.push({
        id: attributes[`${inside}.id`],
        name: attributes[`${inside}.name`],
        arguments: attributes[`${inside}.arguments`],
      });
    }
    messages.push({
      role: attributes[`${path}.role`],
      content: attributes[`${path}.content`],
      tool_call_id: attributes[`${path}.tool_call_id`],
      tool_calls: calls,
    });
  }
  return messages;
}

const sentEvents: { readonly [name: string]: string } = {
  "gen_ai.system.message": "system",
  "gen_ai.user.message": "user",
  "gen_ai.assistant.message": "assistant",
  "gen_ai.tool.message": "tool",
};

/** Versions 1.28 to 1.36: an event per message. */
function sentMessage(event: SpanEvent): readonly unknown[] {
  const role = sentEvents[event.name];
  const body = bodyOf(event);
  return role === undefined || !isObject(body) ? [] : [{ role, ...body }];
}

function bodyOf({ body, attributes }: SpanEvent): unknown {
  return body ?? parseJson(attributes["gen_ai.event.content"]) ?? attributes;
}

/** Versions 4 to 6 have the reply in parts. */
function aiSdkReply(attributes: Fields): readonly unknown[] {
  const text = textField(attributes, "ai.response.text");
  const calls = parseJson(attributes["ai.response.toolCalls"]);
  if (text === undefined && !Array.isArray(calls)) return [];
  const parts = Array.isArray(calls) ? calls.map((call) => ({ ...(call as object), type: "tool-call" })) : [];
  return [{ role: "assistant", content: [{ type: "text", text }, ...(parts as unknown[])] }];
}

/** Each span repeats the whole conversation. */
function readOnce(message: unknown, known: Map<string, SpanMessage>): SpanMessage {
  const text = JSON.stringify(message) ?? "";
  const read = known.get(text) ?? readMessage(message);
  known.set(text, read);
  return read;
}

function readMessage(message: unknown): SpanMessage {
  const content = field(message, "content");
  const listed = listField(message, "parts") ?? (Array.isArray(content) ? content : []);
  const parts = listed.map((part) => parseJson(part));
  const role = textField(message, "role") ?? "assistant";
  const text = typeof content === "string" ? content : parts.map(partText).join("");
  const calls = [...parts.flatMap(readPart), ...(listField(message, "tool_calls") ?? []).map(chatCall)];
  const results = parts.flatMap(readResult);
  const answered = textField(message, "tool_call_id") ?? textField(message, "id");
  if (role !== "tool" || results.length > 0 || answered === undefined) return { role, text, calls, results };
  return { role, text, calls, results: [{ id: answered, status: "ok", result: content }] };
}

function partText(part: unknown): string {
  return textField(part, "content") ?? textField(part, "text") ?? "";
}

function readPart(part: unknown): readonly CallSeen[] {
  const type = textField(part, "type");
  const name = textField(part, "name") ?? textField(part, "toolName") ?? "";
  const id = textField(part, "id") ?? textField(part, "toolCallId");
  if (type === "server_tool_call") {
    const args = field(part, "arguments") ?? field(field(part, "server_tool_call"), "arguments");
    return [{ ...seenCall(name, id, args), source: "server" }];
  }
  if (type === "tool_call") return [seenCall(name, id, field(part, "arguments"))];
  if (type === "tool-call") return [seenCall(name, id, field(part, "input") ?? field(part, "args"))];
  return [];
}

function chatCall(call: unknown): CallSeen {
  const inside = field(call, "function") ?? call;
  return seenCall(textField(inside, "name") ?? "", textField(call, "id"), field(inside, "arguments"));
}

function seenCall(name: string, id: string | undefined, args: unknown): CallSeen {
  const parsed = parseArgs(args);
  return {
    name,
    ...parsed,
    ...(id !== undefined && { id }),
    source: "client",
    status: parsed.argsError === undefined ? "requested" : "invalid",
  };
}

function readResult(part: unknown): SpanMessage["results"] {
  const type = textField(part, "type");
  const id = textField(part, "id") ?? textField(part, "toolCallId");
  if (type === "tool_call_response" || type === "server_tool_call_response") {
    // Version 1.37 called it `result`, later ones `response`.
    const result =
      field(part, "response") ?? field(part, "result") ?? field(part, "server_tool_call_response");
    return [
      { ...(id !== undefined && { id }), status: "ok", result: isObject(result) ? result : toText(result) },
    ];
  }
  if (type !== "tool-result") return [];
  const output = field(part, "output");
  const failed = textField(output, "type")?.startsWith("error") === true || field(part, "isError") === true;
  const result = output === undefined ? field(part, "result") : (field(output, "value") ?? output);
  return [
    {
      ...(id !== undefined && { id }),
      status: failed ? "error" : "ok",
      ...(failed ? { error: toText(result) } : { result }),
    },
  ];
}

export function parseJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
