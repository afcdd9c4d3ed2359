import { field, isObject, listField, textField } from "../fields.ts";
import type { TraceReader } from "../trace-reader.ts";
import { openaiResponsesReader } from "./openai-responses.ts";

/** The OpenAI Agents SDK: a run's result or its `newItems`; items wrap those of the Responses API in camel case. */
export const openaiAgentsReader: TraceReader = {
  accepts: "an OpenAI Agents SDK result, its newItems",
  read(value) {
    const items = Array.isArray(value) ? value : listField(value, "newItems");
    if (items === undefined || items.length === 0 || !items.every(isRunItem)) return undefined;
    return openaiResponsesReader.read({ object: "response", output: items.flatMap(unwrap) });
  },
};

function isRunItem(value: unknown): boolean {
  return (textField(value, "type") ?? "").endsWith("_item") && isObject(field(value, "rawItem"));
}

/** Approval items announce a call that is only made once it is approved; hand-offs are calls of their own kind. */
function unwrap(item: unknown): object[] {
  if (field(item, "type") === "tool_approval_item") return [];
  const { callId, ...raw } = field(item, "rawItem") as { readonly callId?: unknown };
  const type = itemTypes[String(field(raw, "type"))] ?? field(raw, "type");
  const output = field(item, "output") ?? field(raw, "output");
  return [
    {
      ...raw,
      type,
      ...(callId !== undefined && { call_id: callId }),
      ...(output !== undefined && { output }),
    },
  ];
}

const itemTypes: { readonly [type: string]: string } = {
  function_call_result: "function_call_output",
  hosted_tool_call: "function_call",
  computer_call_result: "computer_call_output",
  shell_call_output: "shell_call_output",
};
