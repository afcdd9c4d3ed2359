import { field, isObject, listField, textField } from "../fields.ts";
import type { TraceStep } from "../trace.ts";
import { messageText, readMessage, type Message } from "./langchain.ts";

/** A piece of a message with what LangGraph says of it: which node it comes from. */
export function isMessageChunk(chunk: unknown): boolean {
  if (!Array.isArray(chunk) || chunk.length !== 2) return false;
  const [message, metadata] = chunk as readonly unknown[];
  return readMessage(message) !== undefined && isObject(metadata) && "langgraph_node" in metadata;
}

/** Each node of each step that wrote, once. */
export function stepsOfChunks(chunks: readonly unknown[]): readonly TraceStep[] {
  const steps = new Map<string, TraceStep>();
  for (const chunk of chunks) {
    const metadata = field(chunk, "1");
    const name = textField(metadata, "langgraph_node") ?? "";
    const key = JSON.stringify([
      field(metadata, "langgraph_checkpoint_ns"),
      field(metadata, "langgraph_step"),
      name,
    ]);
    const failed = field(readMessage(field(chunk, "0"))?.fields, "status") === "error";
    const before = steps.get(key)?.status;
    steps.set(key, { name, status: failed ? "error" : (before ?? "ok") });
  }
  return [...steps.values()];
}

/** The messages of which the chunks are pieces. */
export function mergeChunks(chunks: readonly unknown[]): readonly Message[] {
  const pieces = new Map<unknown, Message[]>();
  for (const chunk of chunks) {
    const message = readMessage(field(chunk, "0"));
    if (message === undefined) continue;
    const key = textField(message.fields, "id") ?? message;
    pieces.set(key, [...(pieces.get(key) ?? []), message]);
  }
  return [...pieces.values()].map(merge);
}

function merge(pieces: readonly Message[]): Message {
  const [first] = pieces;
  if (first === undefined || pieces.length === 1) return first as Message;
  const all = pieces.map(({ fields }) => fields);
  const last = <T>(read: (fields: Message["fields"]) => T | undefined): T | undefined =>
    all.map(read).findLast((found) => found !== undefined);
  return {
    type: first.type,
    fields: {
      ...first.fields,
      content: all.map(messageText).join(""),
      tool_calls: mergeCalls(all.flatMap((fields) => listField(fields, "tool_call_chunks") ?? [])),
      invalid_tool_calls: [],
      usage_metadata: last((fields) => fields["usage_metadata"] ?? undefined),
      response_metadata: Object.assign({}, ...all.map((fields) => fields["response_metadata"])) as unknown,
    },
  };
}

function mergeCalls(chunks: readonly unknown[]): readonly object[] {
  const calls = new Map<unknown, { id?: string; name: string; args: string }>();
  for (const chunk of chunks) {
    const index = field(chunk, "index");
    const call = calls.get(index) ?? { name: "", args: "" };
    const id = textField(chunk, "id");
    if (id !== undefined) call.id = id;
    call.name += textField(chunk, "name") ?? "";
    call.args += textField(chunk, "args") ?? "";
    calls.set(index, call);
  }
  return [...calls.values()];
}
