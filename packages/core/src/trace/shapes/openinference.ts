import { field, isObject, textField, toText, type Fields } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder, type CallSeen } from "../trace-builder.ts";
import type { RetrievedDocument } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { parseJson } from "./otel-messages.ts";
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
import { outermost } from "./span-tree.ts";
import { noteSilence, refuseUnnamedCalls } from "./unnamed-calls.ts";

/** OpenInference spans (Phoenix and others): calls from LLM spans' flattened messages and from TOOL spans. */
export const openinferenceReader: TraceReader = {
  accepts: "OpenInference spans",
  read(value) {
    const read = readSpans(value);
    if (read === undefined || !read.some((one) => kindOf(one) !== undefined)) return undefined;
    const builder = new TraceBuilder();
    const models = outermost(read, (one) => kindOf(one) === "LLM");
    const replying = new Set(models);
    addConversation(
      builder,
      read.flatMap((one): readonly SpanItem[] => {
        if (kindOf(one) === "TOOL") return [toolItem(one)];
        return replying.has(one) ? [{ kind: "reply", ...spanMessages(one.attributes) }] : [];
      }),
    );
    for (const one of read) if (kindOf(one) === "RETRIEVER") addRetrieval(builder, one.attributes);
    addRun(builder, read, models);
    const trace = builder.build();
    refuseUnnamedCalls(trace, models);
    return noteSilence(trace, read, models, {
      replyOf: (one) => spanMessages(one.attributes).output,
      isTool: (one) => kindOf(one) === "TOOL",
    });
  },
};

function kindOf({ attributes }: ReadSpan): string | undefined {
  return textField(attributes, "openinference.span.kind");
}

/** Steps, usage, timings and errors. */
function addRun(builder: TraceBuilder, read: readonly ReadSpan[], models: readonly ReadSpan[]): void {
  for (const step of spanSteps(read, stepName)) builder.addStep(step);
  builder.setUsage(sumUsage(models, ["llm.token_count.prompt"], ["llm.token_count.completion"]));
  builder.setTimings(runTimings(read));
  for (const { span, attributes } of models) {
    builder.addModel(textField(attributes, "llm.model_name"));
    const failure = spanFailure(span);
    if (failure !== undefined) builder.addError(failure);
  }
}

function stepName(read: ReadSpan): string | undefined {
  const kind = kindOf(read);
  if (kind !== "AGENT" && kind !== "CHAIN") return undefined;
  return (
    textField(read.attributes, "graph.node.name") ??
    textField(read.attributes, "graph.node.id") ??
    textField(read.span, "name")
  );
}

function toolItem({ span, attributes }: ReadSpan): ToolItem {
  const failure = spanFailure(span);
  const durationMs = spanTimings(span)?.durationMs;
  const { id: answered, ...answer } = toolOutput(attributes);
  const id = textField(attributes, "tool_call.id") ?? textField(attributes, "tool.id") ?? answered;
  const args = toolArgs(attributes);
  return {
    kind: "tool",
    hasArgs: args !== undefined,
    call: {
      name: textField(attributes, "tool.name") ?? textField(span, "name") ?? "",
      ...parseArgs(args),
      ...(id !== undefined && { id }),
      source: "client",
      ...answer,
      ...(failure !== undefined && { status: "error", error: failure }),
      ...(durationMs !== undefined && { durationMs }),
    },
  };
}

/** `tool.parameters` is the arguments for some, the schema of the arguments for others. */
function toolArgs(attributes: Fields): unknown {
  const input = attributes["input.value"];
  const parameters = attributes["tool.parameters"];
  const isSchema = isObject(field(parseJson(parameters), "properties"));
  if (parameters !== undefined && !isSchema && !isObject(parseJson(input))) return parameters;
  return input;
}

/** LangChain's instrumentation writes the tool's message, serialised. */
function toolOutput(attributes: Fields): Pick<CallSeen, "id" | "status" | "result" | "error"> {
  const value = attributes["output.value"];
  const isJson = attributes["output.mime_type"] === "application/json";
  const found = isJson ? parseJson(value) : value;
  const message = field(field(found, "output") ?? found, "kwargs");
  const id = textField(message, "tool_call_id");
  if (id === undefined) return { status: "ok", ...(found !== undefined && { result: found }) };
  const result = field(message, "artifact") ?? field(message, "content");
  const failed = field(message, "status") === "error";
  return { id, status: failed ? "error" : "ok", result, ...(failed && { error: toText(result) }) };
}

function addRetrieval(builder: TraceBuilder, attributes: Fields): void {
  const documents: RetrievedDocument[] = [];
  for (let index = 0; ; index++) {
    const path = `retrieval.documents.${index}.document`;
    const id = attributes[`${path}.id`];
    const text = textField(attributes, `${path}.content`);
    const score = attributes[`${path}.score`];
    if (id === undefined && text === undefined) break;
    documents.push({
      id: id === undefined ? "" : toText(id),
      rank: index + 1,
      ...(typeof score === "number" && { score }),
      ...(text !== undefined && { text }),
    });
  }
  builder.addRetrieval({ query: textField(attributes, "input.value") ?? "", documents });
}

function spanMessages(attributes: Fields): {
  readonly input: readonly SpanMessage[];
  readonly output: readonly SpanMessage[];
} {
  return {
    input: messagesOf(attributes, "llm.input_messages"),
    output: messagesOf(attributes, "llm.output_messages"),
  };
}

function messagesOf(attributes: Fields, list: string): readonly SpanMessage[] {
  const messages: SpanMessage[] = [];
  const names = Object.keys(attributes).filter((name) => name.startsWith(`${list}.`));
  for (let at = 0; ; at++) {
    const prefix = `${list}.${at}.message`;
    if (!names.some((name) => name.startsWith(`${prefix}.`))) return messages;
    const content = contentOf(attributes, prefix);
    const answered = textField(attributes, `${prefix}.tool_call_id`);
    messages.push({
      role: textField(attributes, `${prefix}.role`) ?? "assistant",
      text: content,
      calls: callsOf(attributes, prefix),
      results: answered === undefined ? [] : [{ id: answered, status: "ok", result: content }],
    });
  }
}

function contentOf(attributes: Fields, prefix: string): string {
  const content = textField(attributes, `${prefix}.content`);
  if (content !== undefined) return content;
  const parts: string[] = [];
  for (let at = 0; ; at++) {
    const path = `${prefix}.contents.${at}.message_content`;
    if (attributes[`${path}.type`] === undefined && attributes[`${path}.text`] === undefined) break;
    parts.push(textField(attributes, `${path}.text`) ?? "");
  }
  return parts.join("");
}

function callsOf(attributes: Fields, prefix: string): readonly CallSeen[] {
  const calls: CallSeen[] = [];
  for (let call = 0; ; call++) {
    const path = `${prefix}.tool_calls.${call}.tool_call`;
    const name = textField(attributes, `${path}.function.name`);
    if (name === undefined) return calls;
    const id = textField(attributes, `${path}.id`);
    const parsed = parseArgs(attributes[`${path}.function.arguments`]);
    calls.push({
      name,
      ...parsed,
      ...(id !== undefined && { id }),
      source: "client",
      status: parsed.argsError === undefined ? "requested" : "invalid",
    });
  }
}
