import { field, firstField, listField, textField, type Fields } from "../fields.ts";
import type { Trace } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { openaiChatReader } from "./openai-chat.ts";

/** A list of OpenAI chat completion chunks, as a stream gave them: merged into one message by the calls' `index`. */
export const openaiChatStreamReader: TraceReader = {
  accepts: "a list of the chunks that a chat completion streams",
  read(value) {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isChunk)) return undefined;
    const choices = new Map<unknown, MergedChoice>();
    let usage: unknown;
    let model: string | undefined;
    for (const chunk of value) {
      usage = field(chunk, "usage") ?? usage;
      model ??= textField(chunk, "model");
      for (const choice of listField(chunk, "choices") ?? []) mergeChoice(choices, choice);
    }
    return readMerged([...choices.values()], { usage, model });
  },
};

interface MergedCall {
  id: string | undefined;
  custom: boolean;
  name: string;
  input: string;
}

interface MergedChoice {
  content: string;
  refusal: string;
  finishReason: string | undefined;
  legacy: MergedCall | undefined;
  readonly calls: Map<unknown, MergedCall>;
}

function isChunk(value: unknown): boolean {
  const choices = listField(value, "choices");
  if (choices === undefined) return false;
  return (
    field(value, "object") === "chat.completion.chunk" ||
    (choices.length > 0 && choices.every((choice) => field(choice, "delta") !== undefined))
  );
}

function mergeChoice(choices: Map<unknown, MergedChoice>, choice: unknown): void {
  const index = field(choice, "index") ?? 0;
  const merged = choices.get(index) ?? {
    content: "",
    refusal: "",
    finishReason: undefined,
    legacy: undefined,
    calls: new Map(),
  };
  choices.set(index, merged);
  const delta = field(choice, "delta");
  merged.content += textField(delta, "content") ?? "";
  merged.refusal += textField(delta, "refusal") ?? "";
  const ended = firstField(choice, "finish_reason", "finishReason");
  if (typeof ended === "string") merged.finishReason = ended;
  const legacy = field(delta, "function_call");
  if (typeof legacy === "object" && legacy !== null)
    merged.legacy = mergeCall(merged.legacy, { function: legacy });
  for (const part of listField(delta, "tool_calls") ?? listField(delta, "toolCalls") ?? []) {
    const position = field(part, "index") ?? 0;
    merged.calls.set(position, mergeCall(merged.calls.get(position), part));
  }
}

function mergeCall(call: MergedCall | undefined, part: unknown): MergedCall {
  const custom = field(part, "custom");
  const made = custom ?? field(part, "function");
  return {
    id: call?.id ?? textField(part, "id"),
    custom: call?.custom === true || custom !== undefined,
    name: (call?.name ?? "") + (textField(made, "name") ?? ""),
    input: (call?.input ?? "") + (textField(made, "arguments") ?? textField(made, "input") ?? ""),
  };
}

function readMerged(choices: readonly MergedChoice[], beside: Fields): Trace | undefined {
  return openaiChatReader.read({
    choices: choices.map(({ content, refusal, finishReason, legacy, calls }) => ({
      finish_reason: finishReason ?? null,
      message: {
        role: "assistant",
        content,
        ...(refusal !== "" && content === "" && { content: null, refusal }),
        ...(legacy !== undefined && { function_call: { name: legacy.name, arguments: legacy.input } }),
        tool_calls: [...calls.values()].map(toToolCall),
      },
    })),
    ...beside,
  });
}

function toToolCall({ id, custom, name, input }: MergedCall): unknown {
  return custom
    ? { id, type: "custom", custom: { name, input } }
    : { id, type: "function", function: { name, arguments: input } };
}
