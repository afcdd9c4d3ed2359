import { EvalError } from "../../errors/eval-error.ts";
import { types } from "node:util";
import { field, isObject, listField, textField, toText, type Fields } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder, type CallSeen, type ResultSeen } from "../trace-builder.ts";
import type { Usage } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { announced } from "./unnamed-calls.ts";

/**
 * The AI SDK, versions 4 to 7: a result with all its steps (never only the last), steps, model messages, content parts, tool
 * calls; live with getters, or read back from JSON, where only `steps[].content` survives.
 */
export const aiSdkReader: TraceReader = {
  accepts: "an AI SDK result (v4 to v7), its steps, model messages or tool calls",
  read(value) {
    const parts = partsOf(value);
    if (parts === undefined) return undefined;
    const builder = new TraceBuilder();
    let step = -1;
    for (const blocks of parts) {
      // In a list of messages only those of the assistant are steps.
      if (blocks.role === "assistant") step++;
      addStep(builder, blocks, Math.max(step, 0));
    }
    for (const reply of [...(listField(value, "steps") ?? (Array.isArray(value) ? value : [])), value])
      builder.addModel(textField(field(reply, "response"), "modelId"));
    builder.setUsage(readUsage(field(value, "totalUsage")) ?? readUsage(field(value, "usage")));
    return announced(builder.build(), finishReason(value));
  },
};

/** Of the last step. Version 7 has the provider's own word beside it. */
function finishReason(value: unknown): string | undefined {
  const steps = listField(value, "steps") ?? (Array.isArray(value) ? value : []);
  const reason = field(steps.at(-1) ?? value, "finishReason");
  return typeof reason === "string" ? reason : textField(reason, "unified");
}

interface StepParts {
  readonly role: string;
  readonly text: string;
  readonly parts: readonly unknown[];
}

/** The parts of each step or message; `undefined` when `value` is not of this shape. */
function partsOf(value: unknown): readonly StepParts[] | undefined {
  if (Array.isArray(value)) return partsOfList(value);
  if (!isObject(value)) return undefined;
  const steps = field(value, "steps");
  refusePromise(steps, "steps");
  if (Array.isArray(steps) && steps.length > 0) return steps.every(isStep) ? steps.map(stepParts) : undefined;
  refusePromise(field(value, "toolCalls"), "toolCalls");
  const messages = listField(value, "messages");
  if (messages !== undefined && messages.length > 0) return partsOfList(messages);
  return isStep(value) && tellsStep(value) ? [stepParts(value)] : undefined;
}

/** Parts of text alone are in other shapes too (a tool's result of MCP, say): calls or what else a step has must be there. */
function tellsStep(value: Fields): boolean {
  const content = listField(value, "content") ?? [];
  return (
    listField(value, "toolCalls") !== undefined ||
    content.some((part) => isCall(part) || isResult(part)) ||
    ["finishReason", "warnings", "providerMetadata"].some((name) => name in value)
  );
}

function partsOfList(list: readonly unknown[]): readonly StepParts[] | undefined {
  if (list.length === 0) return undefined;
  if (list.every(isModelMessage)) return list.map(stepParts);
  if (list.every(isStep)) return list.map(stepParts);
  return list.every(isPart) && list.some(isCall) ? [{ role: "assistant", text: "", parts: list }] : undefined;
}

function refusePromise(value: unknown, name: string): void {
  if (!types.isPromise(value) && typeof field(value, "then") !== "function") return;
  // Reading the property may have started the stream: its failure belongs to whoever awaits it.
  Promise.resolve(value).catch(() => {});
  throw new EvalError(
    `Failed to read a trace: \`${name}\` is a promise, as in a result of streamText. Await it and pass what it gives: traceOf(await result.steps).`,
    { code: "TRACE_UNKNOWN_SHAPE" },
  );
}

function isStep(value: unknown): boolean {
  if (!isObject(value) || textField(value, "role") !== undefined) return false;
  const content = listField(value, "content");
  const calls = listField(value, "toolCalls");
  if (content === undefined && calls === undefined) return false;
  return (content === undefined || content.every(isPart)) && (calls === undefined || calls.every(isCall));
}

function isModelMessage(value: unknown): boolean {
  if (!isObject(value) || textField(value, "role") === undefined || "parts" in value) return false;
  const content = field(value, "content");
  return typeof content === "string" || (Array.isArray(content) && content.every(isPart));
}

function isPart(value: unknown): boolean {
  return partTypes.has(textField(value, "type") ?? "") || isCall(value);
}

const partTypes: ReadonlySet<string> = new Set([
  "text",
  "reasoning",
  "redacted-reasoning",
  "reasoning-file",
  "source",
  "file",
  "image",
  "custom",
  "tool-call",
  "tool-result",
  "tool-error",
  "tool-approval-request",
  "tool-approval-response",
]);

function isCall(value: unknown): boolean {
  const type = field(value, "type");
  return textField(value, "toolName") !== undefined && (type === undefined || type === "tool-call");
}

function stepParts(step: unknown): StepParts {
  const content = listField(step, "content") ?? [];
  const calls = content.some(isCall) ? [] : (listField(step, "toolCalls") ?? []);
  const results = content.some(isResult) ? [] : (listField(step, "toolResults") ?? []);
  const plain = field(step, "content") ?? field(step, "text");
  return {
    role: textField(step, "role") ?? "assistant",
    text: typeof plain === "string" ? plain : content.map((part) => partText(part)).join(""),
    parts: [
      ...content,
      ...calls,
      ...results.map((result) => ({ ...(result as object), type: "tool-result" })),
    ],
  };
}

function isResult(value: unknown): boolean {
  const type = field(value, "type");
  return type === "tool-result" || type === "tool-error";
}

function partText(part: unknown): string {
  return field(part, "type") === "text" ? (textField(part, "text") ?? "") : "";
}

function addStep(builder: TraceBuilder, { role, text, parts }: StepParts, step: number): void {
  if (text !== "") builder.addMessage(role, text);
  for (const part of parts) addPart(builder, part, step);
}

function addPart(builder: TraceBuilder, part: unknown, step: number): void {
  const type = textField(part, "type");
  const id = textField(part, "toolCallId");
  if (type === "tool-result") {
    if (field(part, "preliminary") !== true) builder.addResult(id, readResult(part));
  } else if (type === "tool-error") {
    const error = toText(field(part, "error"));
    builder.addResult(id, { status: "error", error });
  } else if (type === "tool-approval-request") {
    const call = field(part, "toolCall");
    builder.requestApproval(textField(part, "approvalId"), id ?? textField(call, "toolCallId"));
  } else if (type === "tool-approval-response") {
    builder.answerApproval(textField(part, "approvalId"), field(part, "approved") === true);
  } else if (isCall(part)) {
    builder.addCall({ ...readCall(part), step });
  }
}

/** A call of the AI SDK; provider-level calls carry their input as JSON text. */
function readCall(part: unknown): CallSeen {
  const id = textField(part, "toolCallId");
  const parsed = parseArgs(field(part, "input") ?? field(part, "args"));
  const isInvalid = field(part, "invalid") === true || parsed.argsError !== undefined;
  const error = field(part, "error");
  return {
    name: textField(part, "toolName") ?? "",
    ...parsed,
    ...(id !== undefined && { id }),
    source: field(part, "providerExecuted") === true ? "server" : "client",
    status: isInvalid ? "invalid" : "requested",
    ...(error !== undefined && error !== null && { error: toText(error) }),
  };
}

function readResult(part: unknown): ResultSeen {
  const result = field(part, "output") ?? field(part, "result");
  const wrapped = textField(result, "type");
  if (wrapped === "execution-denied")
    return { status: "denied", result, error: toText(field(result, "reason") ?? "denied") };
  const isError = wrapped === "error-text" || wrapped === "error-json" || field(part, "isError") === true;
  const value = wrapped !== undefined && modelOutputs.has(wrapped) ? field(result, "value") : result;
  return isError ? { status: "error", result: value, error: toText(value) } : { status: "ok", result: value };
}

const modelOutputs: ReadonlySet<string> = new Set(["text", "json", "content", "error-text", "error-json"]);

function readUsage(usage: unknown): Usage | undefined {
  const inputTokens = field(usage, "inputTokens") ?? field(usage, "promptTokens");
  const outputTokens = field(usage, "outputTokens") ?? field(usage, "completionTokens");
  return typeof inputTokens === "number" && typeof outputTokens === "number"
    ? { inputTokens, outputTokens }
    : undefined;
}
