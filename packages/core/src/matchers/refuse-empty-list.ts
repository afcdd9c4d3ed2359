import { EvalError } from "../errors/eval-error.ts";
import type { Evaluation } from "./evaluation.ts";
import type { MatcherContext } from "./matcher-context.ts";

/**
 * The evaluation, without a verdict where an empty list alone would make it a pass: spans of an exporter that was never
 * connected look like the calls of a model that made none.
 */
export function refuseEmptyList(
  { isNot }: MatcherContext,
  received: unknown,
  evaluation: Evaluation,
): Evaluation {
  const isEmpty = Array.isArray(received) && received.length === 0;
  const isGreen = evaluation.pass !== (isNot === true);
  return isEmpty && isGreen ? { ...evaluation, reason: emptyList, error: nothingToRead() } : evaluation;
}

const emptyList =
  "got an empty list, which may be one of calls that were not made or of spans and messages that were not collected";

function nothingToRead(): EvalError {
  return new EvalError(
    `Failed to read a trace: ${emptyList}. Pass the whole reply that the application got, or { toolCalls } with the list of its calls in it.`,
    { code: "TRACE_UNKNOWN_SHAPE" },
  );
}
