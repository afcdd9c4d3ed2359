import { field, isObject, listField, textField, toText } from "../fields.ts";
import { parseArgs } from "../parse-args.ts";
import { TraceBuilder, type ResultSeen } from "../trace-builder.ts";
import type { Usage } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { unlessFinished } from "./unnamed-calls.ts";

/** Google's Gemini API: a response, its candidate, a list of contents, a list of function calls. */
export const geminiReader: TraceReader = {
  accepts: "a Gemini response, a list of contents, its functionCalls",
  read(value) {
    const contents = contentsOf(value);
    if (contents === undefined) return undefined;
    const builder = new TraceBuilder();
    for (const content of contents) addContent(builder, content);
    for (const candidate of listField(value, "candidates") ?? []) addFailure(builder, candidate);
    const blocked = blockReason(value);
    if (blocked !== undefined) builder.addError(blocked);
    builder.addModel(textField(value, "modelVersion"));
    builder.setUsage(readUsage(field(value, "usageMetadata")));
    const tried = (listField(value, "candidates") ?? []).some((candidate) =>
      triedReasons.has(textField(candidate, "finishReason") ?? ""),
    );
    return unlessFinished(builder.build(), !tried);
  },
};

/** The model tried a call that the reply does not hold. */
const triedReasons: ReadonlySet<string> = new Set([
  "MALFORMED_FUNCTION_CALL",
  "UNEXPECTED_TOOL_CALL",
  "TOO_MANY_TOOL_CALLS",
]);

/** A prompt that was blocked has no candidate, or an empty list of them. */
function blockReason(value: unknown): string | undefined {
  return textField(field(value, "promptFeedback"), "blockReason");
}

function contentsOf(value: unknown): readonly unknown[] | undefined {
  const candidates = listField(value, "candidates");
  if ((candidates ?? []).length === 0 && blockReason(value) !== undefined) return [];
  if (candidates !== undefined) {
    const contents = candidates.map((candidate) => field(candidate, "content") ?? { parts: [] });
    return contents.length === 1 && contents.every(isContent) ? contents : undefined;
  }
  if (isContent(field(value, "content"))) return [field(value, "content")];
  const list = Array.isArray(value) ? value : (listField(value, "contents") ?? [value]);
  return list.length > 0 && list.every(isContent) ? list : undefined;
}

function isContent(value: unknown): boolean {
  const parts = listField(value, "parts");
  return parts !== undefined && parts.every(isPart);
}

/** Parts are told by the one field they hold, not by a type as in other shapes. */
function isPart(value: unknown): boolean {
  return isObject(value) && !("type" in value) && partFields.some((name) => name in value);
}

const partFields = [
  "text",
  "functionCall",
  "functionResponse",
  "inlineData",
  "fileData",
  "executableCode",
  "codeExecutionResult",
  "toolCall",
  "toolResponse",
  "thought",
  "thoughtSignature",
] as const;

function addContent(builder: TraceBuilder, content: unknown): void {
  const parts = listField(content, "parts") ?? [];
  const text = parts
    .filter((part) => field(part, "thought") !== true)
    .map((part) => textField(part, "text") ?? "");
  const role = textField(content, "role") ?? "model";
  if (text.join("") !== "") builder.addMessage(role, text.join(""));
  if (role === "model") builder.startStep();
  for (const part of parts) addPart(builder, part);
}

function addPart(builder: TraceBuilder, part: unknown): void {
  const call = field(part, "functionCall");
  const id = textField(call, "id");
  if (isObject(call)) {
    const parsed = parseArgs(field(call, "args"));
    builder.addCall({
      name: textField(call, "name") ?? "",
      ...parsed,
      ...(id !== undefined && { id }),
      source: "client",
      status: parsed.argsError === undefined ? "requested" : "invalid",
    });
  }
  const response = field(part, "functionResponse");
  if (isObject(response)) addResponse(builder, response);
  addServerPart(builder, part);
}

/** What the provider ran itself: code, and from version 3 on its built-in tools. */
function addServerPart(builder: TraceBuilder, part: unknown): void {
  const code = field(part, "executableCode");
  if (isObject(code)) addServerCall(builder, codeTool, code, code);
  const outcome = field(part, "codeExecutionResult");
  if (isObject(outcome)) builder.addResultByName(codeTool, readOutcome(outcome));
  const call = field(part, "toolCall");
  if (isObject(call))
    addServerCall(builder, (textField(call, "toolType") ?? "").toLowerCase(), call, field(call, "args"));
  const answer = field(part, "toolResponse");
  if (isObject(answer))
    builder.addResult(textField(answer, "id"), { status: "ok", result: field(answer, "response") });
}

const codeTool = "code_execution";

function addServerCall(builder: TraceBuilder, name: string, call: unknown, args: unknown): void {
  const id = textField(call, "id");
  const made = { name, ...parseArgs(args), ...(id !== undefined && { id }) };
  builder.addCall({ ...made, source: "server", status: "requested" });
}

function readOutcome(outcome: unknown): ResultSeen {
  const result = field(outcome, "output");
  return field(outcome, "outcome") === "OUTCOME_OK"
    ? { status: "ok", result }
    : { status: "error", result, error: textField(outcome, "outcome") ?? "failed" };
}

/** A call that the model wrote wrongly leaves no part, only the reason why the reply ended. */
function addFailure(builder: TraceBuilder, candidate: unknown): void {
  const reason = textField(candidate, "finishReason");
  if (reason === undefined || reason === "STOP" || reason === "FINISH_REASON_UNSPECIFIED") return;
  const message = textField(candidate, "finishMessage");
  builder.addError(message === undefined ? reason : `${reason}: ${message}`);
}

function addResponse(builder: TraceBuilder, response: unknown): void {
  const result = field(response, "response");
  const error = field(result, "error");
  const seen =
    error === undefined
      ? { status: "ok" as const, result }
      : { status: "error" as const, result, error: toText(error) };
  const id = textField(response, "id");
  if (id === undefined) builder.addResultByName(textField(response, "name"), seen);
  else builder.addResult(id, seen);
}

function readUsage(usage: unknown): Usage | undefined {
  const inputTokens = field(usage, "promptTokenCount");
  const answer = field(usage, "candidatesTokenCount");
  const thoughts = field(usage, "thoughtsTokenCount");
  if (typeof inputTokens !== "number" || typeof answer !== "number") return undefined;
  return { inputTokens, outputTokens: answer + (typeof thoughts === "number" ? thoughts : 0) };
}
