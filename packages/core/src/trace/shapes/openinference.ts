import { textField, toText, type Fields } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder } from "../trace-builder.ts";
import type { RetrievedDocument } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { isSpan, spanAttributes, spanFailure, spansOf } from "./otel-spans.ts";

/** OpenInference spans (Phoenix and others): TOOL spans, else the tool calls of LLM spans' flattened output messages. */
export const openinferenceReader: TraceReader = {
  accepts: "OpenInference spans",
  read(value) {
    const spans = spansOf(value);
    if (spans === undefined || !spans.every(isSpan)) return undefined;
    const read = spans.map((span) => ({ span, attributes: spanAttributes(span) }));
    if (!read.some(({ attributes }) => textField(attributes, "openinference.span.kind") !== undefined))
      return undefined;
    const builder = new TraceBuilder();
    const tools = read.filter(({ attributes }) => attributes["openinference.span.kind"] === "TOOL");
    for (const { span, attributes } of tools) addTool(builder, span, attributes);
    for (const { attributes } of read) {
      addOutputMessages(builder, attributes, tools.length === 0);
      if (attributes["openinference.span.kind"] === "RETRIEVER") addRetrieval(builder, attributes);
    }
    return builder.build();
  },
};

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
