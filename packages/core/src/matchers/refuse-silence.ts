import { EvalError } from "../errors/eval-error.ts";
import { runningCase } from "../run/running-case.ts";
import { field } from "../trace/fields.ts";
import type { Trace } from "../trace/trace.ts";
import { isPartial, isUntold } from "../trace/untold.ts";
import type { Evaluation } from "./evaluation.ts";
import type { MatcherContext } from "./matcher-context.ts";

/**
 * The evaluation of the calls of `trace`, without a verdict where silence alone would make it a pass: spans of an exporter that
 * was never connected, and a case that recorded its steps and nothing of its calls, look like a model that called no tool. Where
 * some replies can be seen and others not, only a verdict `isSettled` that no further call could change is one.
 */
export function refuseSilence(
  matcher: MatcherContext,
  received: unknown,
  trace: Trace,
  evaluation: Evaluation,
  isSettled = false,
): Evaluation {
  return withoutVerdict(matcher, evaluation, silenceOnCalls(received, trace, isSettled));
}

/** The same of steps: no shape tells that none was taken, only an application that records its own can. */
export function refuseSilenceOnSteps(matcher: MatcherContext, evaluation: Evaluation): Evaluation {
  const recorded = runningCase(matcher)?.trace;
  const isSilent = recorded === undefined || isUntold(recorded, "steps");
  return withoutVerdict(matcher, evaluation, isSilent ? noSteps : undefined);
}

interface Silence {
  readonly reason: string;
  readonly remedy: string;
}

function withoutVerdict(
  { isNot }: MatcherContext,
  evaluation: Evaluation,
  silence: Silence | undefined,
): Evaluation {
  const isGreen = evaluation.pass !== (isNot === true);
  if (!isGreen || silence === undefined) return evaluation;
  const { reason, remedy } = silence;
  const message = `Failed to read a trace: ${reason}. ${remedy}`;
  return { ...evaluation, reason, error: new EvalError(message, { code: "TRACE_UNKNOWN_SHAPE" }) };
}

function silenceOnCalls(received: unknown, trace: Trace, isSettled: boolean): Silence | undefined {
  if (Array.isArray(received) && received.length === 0) return emptyList;
  if (isPartial(trace) && !isSettled) return trace.toolCalls.length === 0 ? noContent : someContent;
  if (trace.toolCalls.length > 0 || !isUntold(trace, "toolCalls")) return undefined;
  const isRecorded = received === undefined || isUntold(received, "toolCalls");
  return isRecorded || isUntold(field(received, "trace"), "toolCalls") ? noCalls : noContent;
}

const emptyList: Silence = {
  reason:
    "got an empty list, which may be one of calls that were not made or of spans and messages that were not collected",
  remedy: "Pass the whole reply that the application got, or { toolCalls } with the list of its calls in it.",
};

const noCalls: Silence = {
  reason: "the running case has recorded nothing about tool calls, which is not that none was made",
  remedy:
    "Pass the reply that the application got, or record its calls: recordTrace({ toolCalls }), where an empty list says that none was made.",
};

const noContent: Silence = {
  reason: "it holds no call, and nothing in it tells that the model ended its reply without trying one",
  remedy:
    "Pass the finished reply; of spans, let the instrumentation record the content of messages or the finish reason.",
};

const someContent: Silence = {
  reason:
    "it holds calls, and a part of it tells neither what a model replied nor that its reply ended without further ones",
  remedy: noContent.remedy,
};

const noSteps: Silence = {
  reason: "the running case has recorded nothing about steps, which is not that none was taken",
  remedy:
    'Record them: recordTrace({ steps }), where an empty list says that none was taken; or choose `over: "toolCalls"`.',
};
