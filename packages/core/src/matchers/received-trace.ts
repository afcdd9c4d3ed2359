import { EvalError } from "../errors/eval-error.ts";
import { runningCase } from "../run/running-case.ts";
import { isPartial, markPartial, markUntold, untoldOf } from "../trace/untold.ts";
import { traceOf } from "../trace/trace-of.ts";
import type { Trace } from "../trace/trace.ts";
import type { MatcherContext } from "./matcher-context.ts";

/**
 * The trace of the value under `expect`. What the running case recorded stands in for an undefined value, and lends its
 * steps and retrievals to a value that has none: replies of providers know neither.
 *
 * @throws EvalError `TRACE_UNKNOWN_SHAPE` when the value is of no known shape, or undefined where nothing was recorded.
 */
export function receivedTrace(matcher: MatcherContext, received: unknown): Trace {
  const context = runningCase(matcher);
  const recorded = context?.trace;
  if (received === undefined && recorded !== undefined) return recorded;
  if (received === undefined) throw nothingReceived();
  const trace = traceOf(received);
  context?.addModels(trace.models ?? []);
  context?.addSeen(received, trace);
  if (recorded === undefined) return trace;
  const lent: Trace = {
    ...trace,
    steps: trace.steps.length === 0 ? recorded.steps : trace.steps,
    retrievals: trace.retrievals.length === 0 ? recorded.retrievals : trace.retrievals,
  };
  markUntold(lent, untoldOf(trace));
  return isPartial(trace) ? markPartial(lent) : lent;
}

function nothingReceived(): EvalError {
  return new EvalError(
    "Failed to read a trace: got undefined, and the running case has recorded none. Pass what the application returned, or call recordTrace() in it.",
    { code: "TRACE_UNKNOWN_SHAPE" },
  );
}
