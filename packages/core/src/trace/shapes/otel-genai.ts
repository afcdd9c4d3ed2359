import { field, isObject, listField, textField, toText, type Fields } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder } from "../trace-builder.ts";
import type { ToolCall } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { readSpans, runTimings, spanFailure, spanSteps, sumUsage, type ReadSpan } from "./otel-spans.ts";

/**
 * OpenTelemetry GenAI spans (semantic conventions 1.36 to today, and the AI SDK's `ai.toolCall` spans): tool calls from
 * `execute_tool` spans, else from the messages that the model spans carry.
 */
export const otelGenaiReader: TraceReader = {
  accepts: "OpenTelemetry GenAI spans (SDK spans or OTLP JSON)",
  read(value) {
    const read = readSpans(value);
    if (read === undefined || !read.some(({ attributes }) => isGenai(attributes))) return undefined;
    const builder = new TraceBuilder();
    const executed = read.filter(({ attributes }) => toolName(attributes) !== undefined);
    for (const { span, attributes } of executed) addToolSpan(builder, span, attributes);
    const known = new Map<string, number>();
    for (const { attributes } of read) {
      for (const message of newMessages(attributes, known))
        addMessage(builder, message, executed.length === 0);
      addRetrieval(builder, attributes);
    }
    addRun(builder, read);
    return builder.build();
  },
};

/** Steps, usage, timings and errors. */
function addRun(builder: TraceBuilder, read: readonly ReadSpan[]): void {
  for (const step of spanSteps(read, stepName)) builder.addStep(step);
  // Spans of agents sum up what their model spans count.
  const models = read.filter(({ attributes }) =>
    modelOperations.has(textField(attributes, "gen_ai.operation.name") ?? ""),
  );
  builder.setUsage(
    sumUsage(
      models,
      ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"],
      ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"],
    ),
  );
  builder.setTimings(runTimings(read));
  for (const { span, attributes } of models) {
    builder.addModel(
      textField(attributes, "gen_ai.response.model") ?? textField(attributes, "gen_ai.request.model"),
    );
    const failure = spanFailure(span);
    if (failure !== undefined) builder.addError(failure);
  }
}

const modelOperations: ReadonlySet<string> = new Set(["chat", "text_completion", "generate_content"]);

function stepName({ span, attributes }: ReadSpan): string | undefined {
  const operation = attributes["gen_ai.operation.name"];
  if (operation === "invoke_agent")
    return textField(attributes, "gen_ai.agent.name") ?? textField(span, "name");
  if (operation === "invoke_workflow")
    return textField(attributes, "gen_ai.workflow.name") ?? textField(span, "name");
  return undefined;
}

function isGenai(attributes: Fields): boolean {
  return Object.keys(attributes).some(
    (name) => name.startsWith("gen_ai.") || name.startsWith("ai.toolCall."),
  );
}

function toolName(attributes: Fields): string | undefined {
  return textField(attributes, "gen_ai.tool.name") ?? textField(attributes, "ai.toolCall.name");
}

function addToolSpan(builder: TraceBuilder, span: unknown, attributes: Fields): void {
  const id = textField(attributes, "gen_ai.tool.call.id") ?? textField(attributes, "ai.toolCall.id");
  const args =
    attributes["gen_ai.tool.call.arguments"] ??
    attributes["ai.toolCall.args"] ??
    attributes["ai.toolCall.input"];
  const result =
    attributes["gen_ai.tool.call.result"] ??
    attributes["ai.toolCall.result"] ??
    attributes["ai.toolCall.output"];
  const failure = spanFailure(span);
  const status: ToolCall["status"] = failure === undefined ? "ok" : "error";
  builder.addCall({
    name: toolName(attributes) ?? "",
    ...parseArgs(args),
    ...(id !== undefined && { id }),
    source: attributes["gen_ai.tool.type"] === "extension" ? "server" : "client",
    status,
    ...(result !== undefined && { result: parseResult(result) }),
    ...(failure !== undefined && { error: failure }),
  });
}

function parseResult(result: unknown): unknown {
  if (typeof result !== "string") return result;
  try {
    return JSON.parse(result);
  } catch {
    return result;
  }
}

/** Since version 1.40. */
function addRetrieval(builder: TraceBuilder, attributes: Fields): void {
  const found = parseResult(attributes["gen_ai.retrieval.documents"]);
  if (!Array.isArray(found)) return;
  builder.addRetrieval({
    query: textField(attributes, "gen_ai.retrieval.query.text") ?? "",
    documents: found.map((document: unknown, index) => {
      const score = field(document, "score");
      const rank = index + 1;
      return { id: toText(field(document, "id") ?? ""), rank, ...(typeof score === "number" && { score }) };
    }),
  });
}

const messageAttributes = [
  "gen_ai.input.messages",
  "gen_ai.output.messages",
  "gen_ai.prompt",
  "gen_ai.completion",
] as const;

/** The messages of a span that no span before it has: each model span repeats the whole conversation as its input. */
function newMessages(attributes: Fields, known: Map<string, number>): unknown[] {
  const inSpan = new Map<string, number>();
  const messages = messageAttributes.flatMap((name): readonly unknown[] => {
    const found = parseResult(attributes[name]);
    return Array.isArray(found) ? found : [];
  });
  return messages.filter((message) => {
    const key = JSON.stringify([field(message, "role"), field(message, "parts"), field(message, "content")]);
    const count = (inSpan.get(key) ?? 0) + 1;
    inSpan.set(key, count);
    if (count <= (known.get(key) ?? 0)) return false;
    known.set(key, count);
    return true;
  });
}

function addMessage(builder: TraceBuilder, message: unknown, withCalls: boolean): void {
  const parts = listField(message, "parts") ?? [];
  const text =
    parts.map((part) => textField(part, "content") ?? "").join("") || (textField(message, "content") ?? "");
  if (text !== "") builder.addMessage(textField(message, "role") ?? "assistant", text);
  if (withCalls) for (const part of parts) addPart(builder, part);
}

function addPart(builder: TraceBuilder, part: unknown): void {
  const type = textField(part, "type");
  const id = textField(part, "id");
  if (type === "tool_call" || type === "server_tool_call") {
    const parsed = parseArgs(field(part, "arguments") ?? field(field(part, "server_tool_call"), "arguments"));
    builder.addCall({
      name: textField(part, "name") ?? "",
      ...parsed,
      ...(id !== undefined && { id }),
      source: type === "tool_call" ? "client" : "server",
      status: parsed.argsError === undefined ? "requested" : "invalid",
    });
  }
  if (type === "tool_call_response" || type === "server_tool_call_response") {
    // Version 1.37 called it `result`, later ones `response`.
    const result =
      field(part, "response") ?? field(part, "result") ?? field(part, "server_tool_call_response");
    builder.addResult(id, { status: "ok", result: isObject(result) ? result : toText(result) });
  }
}
