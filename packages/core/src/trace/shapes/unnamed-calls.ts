import { EvalError } from "../../errors/eval-error.ts";
import type { Trace } from "../trace.ts";
import { markUntold } from "../untold.ts";
import { parseJson } from "./otel-messages.ts";
import { spanFailure, type ReadSpan } from "./otel-spans.ts";

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

/** The trace, with a note that it says nothing of calls where it holds none yet: the model has not ended its reply. */
export function unlessFinished(trace: Trace, isFinished: boolean): Trace {
  return isFinished || trace.toolCalls.length > 0 ? trace : markUntold(trace, ["toolCalls"]);
}

/**
 * The trace, with a note that it says nothing of calls where it holds none and its spans hold neither the messages of a model
 * nor how it ended.
 */
export function noteSilence(
  trace: Trace,
  models: readonly ReadSpan[],
  replied: (span: ReadSpan) => boolean,
): Trace {
  if (trace.toolCalls.length > 0) return trace;
  const isTold = (model: ReadSpan): boolean =>
    replied(model) || finishReasons(model).length > 0 || spanFailure(model.span) !== undefined;
  const says = models.length === 0 ? trace.messages.length > 0 : models.every(isTold);
  return says ? trace : markUntold(trace, ["toolCalls"]);
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
