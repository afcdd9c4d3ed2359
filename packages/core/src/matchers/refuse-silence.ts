import { EvalError } from "../errors/eval-error.ts";
import { runningCase } from "../run/running-case.ts";
import { isUntold } from "../run/untold.ts";
import { field } from "../trace/fields.ts";
import type { Evaluation } from "./evaluation.ts";
import type { MatcherContext } from "./matcher-context.ts";

/**
 * The evaluation, without a verdict where silence alone would make it a pass: spans of an exporter that was never connected,
 * and a case that recorded its steps and nothing of its calls, look like a model that called no tool.
 */
export function refuseSilence(
  matcher: MatcherContext,
  received: unknown,
  evaluation: Evaluation,
  list: "toolCalls" | "steps" = "toolCalls",
): Evaluation {
  const isGreen = evaluation.pass !== (matcher.isNot === true);
  const silence = isGreen ? silenceOn(list, matcher, received) : undefined;
  return silence === undefined
    ? evaluation
    : { ...evaluation, reason: silence.reason, error: toError(silence) };
}

interface Silence {
  readonly reason: string;
  readonly remedy: string;
}

function silenceOn(
  list: "toolCalls" | "steps",
  matcher: MatcherContext,
  received: unknown,
): Silence | undefined {
  const recorded = runningCase(matcher)?.trace;
  // No shape tells steps that were not walked: only an application that records its own can.
  if (list === "steps") return recorded === undefined || isUntold(recorded, list) ? noSteps : undefined;
  if (Array.isArray(received) && received.length === 0) return emptyList;
  const trace = received === undefined ? recorded : received;
  return isUntold(trace, list) || isUntold(field(trace, "trace"), list) ? noCalls : undefined;
}

function toError({ reason, remedy }: Silence): EvalError {
  return new EvalError(`Failed to read a trace: ${reason}. ${remedy}`, { code: "TRACE_UNKNOWN_SHAPE" });
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

const noSteps: Silence = {
  reason: "the running case has recorded nothing about steps, which is not that none was taken",
  remedy:
    'Record them: recordTrace({ steps }), where an empty list says that none was taken; or choose `over: "toolCalls"`.',
};
