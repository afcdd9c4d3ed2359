import { field, textField, toText, type Fields } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder } from "../trace-builder.ts";
import type { TraceReader } from "../trace-reader.ts";
import { parseJson, spanMessages } from "./otel-messages.ts";
import {
  readSpans,
  runTimings,
  spanFailure,
  spanSteps,
  spanTimings,
  sumUsage,
  type ReadSpan,
} from "./otel-spans.ts";
import { addConversation, type SpanItem, type SpanMessage, type ToolItem } from "./span-conversation.ts";
import { outermost, speaking } from "./span-tree.ts";
import { noteSilence, refuseUnnamedCalls } from "./unnamed-calls.ts";

/**
 * OpenTelemetry GenAI spans (semantic conventions 1.27 to today, content in attributes, events or log records; the AI SDK's
 * own spans): tool calls from what models replied and from the spans of tools, which tell what became of them.
 */
export const otelGenaiReader: TraceReader = {
  accepts: "OpenTelemetry GenAI spans (SDK spans or OTLP JSON)",
  read(value) {
    const read = readSpans(value);
    if (read === undefined || !read.some(({ attributes }) => isGenai(attributes))) return undefined;
    const builder = new TraceBuilder();
    const models = outermost(read, isModel);
    addConversation(builder, conversation(read, models));
    for (const { attributes } of read) addRetrieval(builder, attributes);
    addRun(builder, read, models);
    const trace = builder.build();
    refuseUnnamedCalls(trace, models);
    return noteSilence(trace, read, models, {
      replyOf: (one) => spanMessages(one, new Map()).output,
      isTool: ({ attributes }) => toolName(attributes) !== undefined,
    });
  },
};

function conversation(read: readonly ReadSpan[], models: readonly ReadSpan[]): readonly SpanItem[] {
  const known = new Map<string, SpanMessage>();
  const messages = new Map(read.map((one) => [one, spanMessages(one, known)]));
  const replying = new Set(models);
  const said = new Set(
    speaking(read, models, (one) => {
      const { input = [], output = [] } = messages.get(one) ?? {};
      return input.length + output.length > 0;
    }),
  );
  return read.flatMap((one): readonly SpanItem[] => {
    const { input = [], output = [] } = messages.get(one) ?? {};
    if (toolName(one.attributes) !== undefined) return [toolItem(one)];
    if (replying.has(one)) return [{ kind: "reply", input, output }];
    return said.has(one) ? [{ kind: "said", messages: [...input, ...output] }] : [];
  });
}

/** Steps, usage, timings and errors. */
function addRun(builder: TraceBuilder, read: readonly ReadSpan[], models: readonly ReadSpan[]): void {
  for (const step of spanSteps(read, stepName)) builder.addStep(step);
  builder.setUsage(
    // Spans of agents sum up what their model spans count.
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

/** Spans that name no operation are of the AI SDK before version 7, or of instrumentations before version 1.27. */
function isModel({ attributes }: ReadSpan): boolean {
  const operation = textField(attributes, "gen_ai.operation.name");
  if (operation !== undefined) return modelOperations.has(operation);
  if (toolName(attributes) !== undefined) return false;
  const own = textField(attributes, "ai.operationId");
  return own === undefined ? isGenai(attributes) : /\.do(?:Generate|Stream)$/.test(own);
}

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

function toolItem({ span, attributes }: ReadSpan): ToolItem {
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
  const durationMs = spanTimings(span)?.durationMs;
  return {
    kind: "tool",
    hasArgs: args !== undefined,
    call: {
      name: toolName(attributes) ?? "",
      ...parseArgs(args),
      ...(id !== undefined && { id }),
      source: attributes["gen_ai.tool.type"] === "extension" ? "server" : "client",
      status: failure === undefined ? "ok" : "error",
      ...(result !== undefined && { result: parseJson(result) }),
      ...(failure !== undefined && { error: failure }),
      ...(durationMs !== undefined && { durationMs }),
    },
  };
}

/** Since version 1.40. */
function addRetrieval(builder: TraceBuilder, attributes: Fields): void {
  const found = parseJson(attributes["gen_ai.retrieval.documents"]);
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
