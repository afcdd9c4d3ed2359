import { textField, toText, type Fields } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder } from "../trace-builder.ts";
import type { RetrievedDocument } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { readSpans, runTimings, spanFailure, spanSteps, sumUsage, type ReadSpan } from "./otel-spans.ts";

/** OpenInference spans (Phoenix and others): TOOL spans, else the tool calls of LLM spans' flattened output messages. */
export const openinferenceReader: TraceReader = {
  accepts: "OpenInference spans",
  read(value) {
    const read = readSpans(value);
    if (read === undefined || !read.some((one) => kindOf(one) !== undefined)) return undefined;
    const builder = new TraceBuilder();
    const tools = read.filter((one) => kindOf(one) === "TOOL");
    for (const { span, attributes } of tools) addTool(builder, span, attributes);
    for (const one of read) {
      addOutputMessages(builder, one.attributes, tools.length === 0);
      if (kindOf(one) === "RETRIEVER") addRetrieval(builder, one.attributes);
    }
    addRun(builder, read);
    return builder.build();
  },
};

function kindOf({ attributes }: ReadSpan): string | undefined {
  return textField(attributes, "openinference.span.kind");
}

/** Steps, usage, timings and errors. */
function addRun(builder: TraceBuilder, read: readonly ReadSpan[]): void {
  for (const step of spanSteps(read, stepName)) builder.addStep(step);
  const models = read.filter((one) => kindOf(one) === "LLM");
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

function addTool(builder: TraceBuilder, span: unknown, attributes: Fields): void {
  const failure = spanFailure(span);
  const result = attributes["output.value"];
  builder.addCall({
    name: textField(attributes, "tool.name") ?? textField(span, "name") ?? "",
    ...parseArgs(attributes["tool.parameters"] ?? attributes["input.value"]),
    source: "client",
    status: failure === undefined ? "ok" : "error",
    ...(result !== undefined && { result }),
    ...(failure !== undefined && { error: failure }),
  });
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

function addOutputMessages(builder: TraceBuilder, attributes: Fields, withCalls: boolean): void {
  for (let message = 0; ; message++) {
    const prefix = `llm.output_messages.${message}.message`;
    if (!Object.keys(attributes).some((name) => name.startsWith(`${prefix}.`))) return;
    const text = textField(attributes, `${prefix}.content`) ?? "";
    if (text !== "") builder.addMessage(textField(attributes, `${prefix}.role`) ?? "assistant", text);
    if (withCalls) addCalls(builder, attributes, prefix);
  }
}

function addCalls(builder: TraceBuilder, attributes: Fields, prefix: string): void {
  for (let call = 0; ; call++) {
    const path = `${prefix}.tool_calls.${call}.tool_call`;
    const name = textField(attributes, `${path}.function.name`);
    if (name === undefined) return;
    const id = textField(attributes, `${path}.id`);
    const parsed = parseArgs(attributes[`${path}.function.arguments`]);
    builder.addCall({
      name,
      ...parsed,
      ...(id !== undefined && { id }),
      source: "client",
      status: parsed.argsError === undefined ? "requested" : "invalid",
    });
  }
}
