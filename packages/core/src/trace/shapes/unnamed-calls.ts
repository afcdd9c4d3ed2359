import { EvalError } from "../../errors/eval-error.ts";
import type { Trace } from "../trace.ts";
import { markPartial } from "../untold.ts";
import { parseJson } from "./otel-messages.ts";
import { spanFailure, type ReadSpan } from "./otel-spans.ts";
import type { SpanMessage } from "./span-conversation.ts";

/**
 * Instrumentations keep the content of messages to themselves unless they are told otherwise: spans that say that tools were
 * called, but not which, are no trace without calls.
 *
 * @throws EvalError `TRACE_WITHOUT_CONTENT`.
 */
export function refuseUnnamedCalls({ toolCalls }: Trace, models: readonly ReadSpan[]): void {
  if (toolCalls.length > 0) return;
  const reason = models.flatMap(finishReasons).find((one) => toolReasons.has(one));
  if (reason === undefined) return;
  throw new EvalError(
    `Failed to read a trace: its spans say that a model called tools (finish reason "${reason}"), but not which ones. Let the instrumentation record the content of messages, or pass what the application returned.`,
    { code: "TRACE_WITHOUT_CONTENT" },
  );
}

/** The trace, with a note that there may be more calls than it holds where the model has not ended its reply. */
export function unlessFinished(trace: Trace, isFinished: boolean): Trace {
  return isFinished ? trace : markPartial(trace);
}

/** What spans tell beside their attributes: the reply that a model's span holds, and whether a span is that of a tool. */
export interface SpanReading {
  readonly replyOf: (model: ReadSpan) => readonly SpanMessage[];
  readonly isTool: (span: ReadSpan) => boolean;
}

/**
 * The trace, with a note that there may be more calls than it holds where a model's span tells neither what it replied nor how
 * it ended, and no tool was carried out after it.
 */
export function noteSilence(
  trace: Trace,
  spans: readonly ReadSpan[],
  models: readonly ReadSpan[],
  { replyOf, isTool }: SpanReading,
): Trace {
  if (models.length === 0)
    return trace.toolCalls.length + trace.messages.length > 0 ? trace : markPartial(trace);
  const isTold = (model: ReadSpan): boolean => {
    const reasons = finishReasons(model);
    const reply = replyOf(model);
    if (reasons.some((one) => toolReasons.has(one))) return reply.some(({ calls }) => calls.length > 0);
    return reply.length > 0 || reasons.length > 0 || spanFailure(model.span) !== undefined;
  };
  const isModel = new Set(models);
  const walk = spans.filter((one) => isModel.has(one) || isTool(one));
  const isShown = walk.every((one, at) => {
    const next = walk[at + 1];
    return !isModel.has(one) || isTold(one) || (next !== undefined && isTool(next));
  });
  return isShown ? trace : markPartial(trace);
}

/**
 * The trace of a reply that ended for `reason`. Servers that fail to read what a model wrote say that it called tools, and leave
 * the calls in its text: that is no reply without calls either.
 *
 * @throws EvalError `TRACE_WITHOUT_CONTENT`.
 */
export function announced(trace: Trace, reason: string | undefined): Trace {
  if (trace.toolCalls.length > 0 || reason === undefined || !toolReasons.has(reason)) return trace;
  throw new EvalError(
    `Failed to read a trace: the reply says that the model called tools (finish reason "${reason}"), and holds no call. Pass the reply as the provider gave it; where it came so, the server could not read what the model wrote.`,
    { code: "TRACE_WITHOUT_CONTENT" },
  );
}

/** As OpenAI, Anthropic, the AI SDK and the semantic conventions call it. */
const toolReasons: ReadonlySet<string> = new Set([
  "tool_calls",
  "tool_call",
  "tool_use",
  "tool-calls",
  "function_call",
]);

function finishReasons({ attributes }: ReadSpan): readonly string[] {
  const reasons = [
    parseJson(attributes["gen_ai.response.finish_reasons"]),
    attributes["ai.response.finishReason"],
    attributes["llm.finish_reason"],
  ];
  return reasons.flat().filter((one) => typeof one === "string");
}
