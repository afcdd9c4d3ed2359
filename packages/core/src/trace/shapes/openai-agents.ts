import { field, isObject, listField, textField, type Fields } from "../fields.ts";
import type { Trace } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { openaiResponsesReader } from "./openai-responses.ts";

/**
 * The OpenAI Agents SDK: a run's result, its JSON (which holds its state alone) or its `newItems`; items wrap those of the
 * Responses API in camel case.
 */
export const openaiAgentsReader: TraceReader = {
  accepts: "an OpenAI Agents SDK result, its newItems or history",
  read(value) {
    const state = listField(value, "newItems") === undefined ? serialisedState(value) : undefined;
    const items = Array.isArray(value)
      ? value
      : listField(state ?? value, state ? "generatedItems" : "newItems");
    if (items === undefined || items.length === 0) return undefined;
    const replies = listField(state ?? value, state ? "modelResponses" : "rawResponses");
    if (items.every(isRunItem)) return readItems(items.flatMap(unwrap), replies);
    // A history: the items that run items wrap.
    const isHistory = items.every((item) => isRawItem(item) || isMessage(item)) && items.some(isRawItem);
    return isHistory ? readItems((items as readonly object[]).map((item) => unwrapRaw(item))) : undefined;
  },
};

/** The state of a run as JSON, on its own or in that of its result. */
function serialisedState(value: unknown): Fields | undefined {
  const state = field(value, "state") ?? value;
  return isObject(state) && textField(state, "$schemaVersion") !== undefined ? state : undefined;
}

function readItems(output: readonly object[], replies: readonly unknown[] = []): Trace | undefined {
  const usage = sumUsage(replies.map((reply) => field(reply, "usage")));
  const model = textField(field(replies[0], "providerData"), "model");
  return openaiResponsesReader.read({
    object: "response",
    output,
    model,
    ...(usage !== undefined && { usage }),
  });
}

/** Of all replies, under the names of the Responses API. */
function sumUsage(usages: readonly unknown[]): object | undefined {
  const sum = (name: string): number =>
    usages.reduce<number>((total, usage) => total + Number(field(usage, name) ?? Number.NaN), 0);
  const [input, output] = [sum("inputTokens"), sum("outputTokens")];
  if (usages.length === 0 || Number.isNaN(input) || Number.isNaN(output)) return undefined;
  return { input_tokens: input, output_tokens: output };
}

function isRawItem(value: unknown): boolean {
  const type = textField(value, "type") ?? "";
  const isCall = type in itemTypes || /_call(_output|_result)?$/.test(type);
  return type === "hosted_tool_call" || (isCall && textField(value, "callId") !== undefined);
}

function isMessage(value: unknown): boolean {
  const type = field(value, "type");
  return (
    type === "reasoning" || (textField(value, "role") !== undefined && (type ?? "message") === "message")
  );
}

function isRunItem(value: unknown): boolean {
  return (textField(value, "type") ?? "").endsWith("_item") && isObject(field(value, "rawItem"));
}

/** Approval items announce a call that is only made once it is approved; hand-offs are calls of their own kind. */
function unwrap(item: unknown): object[] {
  if (field(item, "type") === "tool_approval_item") return [];
  return [unwrapRaw(field(item, "rawItem") as object, field(item, "output"))];
}

function unwrapRaw(item: object, result?: unknown): object {
  const { callId, ...raw } = item as Fields;
  if (field(raw, "type") === "hosted_tool_call") return unwrapHosted(raw);
  const type = itemTypes[String(field(raw, "type"))] ?? field(raw, "type");
  const output = result ?? field(raw, "output");
  return {
    ...raw,
    type,
    ...(callId !== undefined && { call_id: callId }),
    ...(output !== undefined && { output }),
  };
}

/** What the provider runs (and its lists of tools) keeps the item of the Responses API as `providerData`, less its output. */
function unwrapHosted(raw: Fields): object {
  const { name, status, arguments: args, output, providerData } = raw;
  const known = {
    type: name,
    name,
    ...(status !== undefined && { status }),
    ...(args !== undefined && { arguments: args }),
  };
  const answer = output === undefined ? {} : { [name === "mcp_call" ? "output" : "result"]: output };
  return { ...known, ...(isObject(providerData) && providerData), ...answer };
}

const itemTypes: { readonly [type: string]: string } = {
  function_call_result: "function_call_output",
  computer_call_result: "computer_call_output",
  shell_call_output: "shell_call_output",
};
