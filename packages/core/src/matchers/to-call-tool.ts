import type { ToolCallDetails } from "../run/tool-details.ts";
import {
  checkExpectedCall,
  matchToolCall,
  type ExpectedArgs,
  type ExpectedToolCall,
  type ToolCallMatch,
  type ToolCallOptions,
} from "../tools/match-tool-call.ts";
import { nearestCall } from "../tools/nearest-call.ts";
import { printCalls, printDifferences } from "../tools/print-calls.ts";
import { printValue } from "../tools/print-value.ts";
import type { ToolCall } from "../trace/trace.ts";
import { argumentError, checkOptions } from "./argument-error.ts";
import { defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation, Section } from "./evaluation.ts";
import type { MatcherResult } from "./matcher-context.ts";
import { receivedTrace } from "./received-trace.ts";
import { recordedCalls, recordedTool } from "./recorded-calls.ts";
import { refuseSilence } from "./refuse-silence.ts";

export const toCallTool: Matcher<
  [name: string, args?: ExpectedArgs, options?: ToolCallOptions],
  MatcherResult
> = defineMatcher("toCallTool", function (received, name, args, options = {}) {
  checkArguments(name, args, options);
  const expected: ExpectedToolCall = { name, args, options };
  checkExpectedCall("toCallTool", expected);
  const trace = receivedTrace(this, received);
  const calls = trace.toolCalls.map((call) => matchToolCall(call, expected, this.equals));
  const evaluation = { ...evaluate(expected, options.times, calls), advisory: options.advisory === true };
  return refuseSilence(this, received, trace, evaluation, isSettled(options.times, calls));
});

/** Whether further calls could change nothing: one that matches is enough, or there are too many of them already. */
function isSettled(times: number | undefined, calls: readonly ToolCallMatch[]): boolean {
  return calls.filter(({ matches }) => matches).length > (times ?? 0);
}

const knownOptions = ["exact", "ignoreArgs", "defaults", "compare", "times", "advisory"] as const;

function checkArguments(name: unknown, args: unknown, options: ToolCallOptions): void {
  checkOptions("toCallTool", options, knownOptions);
  const { times } = options;
  if (typeof name !== "string" || name === "")
    throw argumentError("toCallTool", "the tool's name", "a text", name);
  if (
    args !== undefined &&
    typeof args !== "function" &&
    (typeof args !== "object" || args === null || Array.isArray(args))
  ) {
    throw argumentError("toCallTool", "the arguments", "an object or a predicate", args);
  }
  if (times !== undefined && (!Number.isInteger(times) || times < 0)) {
    throw argumentError("toCallTool", "`times`", "a whole number from 0", times);
  }
}

function evaluate(
  expected: ExpectedToolCall,
  times: number | undefined,
  calls: readonly ToolCallMatch[],
): Evaluation {
  const matching = calls.filter((call) => call.matches);
  const nearest = nearestCall(calls);
  const made = calls.map(({ call }) => call);
  const isMatch = (call: ToolCall): boolean => matching.some((match) => match.call === call);
  const details: ToolCallDetails = {
    kind: "tool-calls",
    version: 1,
    made: made.length,
    calls: recordedCalls(made, isMatch),
    tools: times === 0 ? [] : [recordedTool(expected.name, matching[0], calls)],
  };
  return {
    pass: times === undefined ? matching.length > 0 : matching.length === times,
    subject: expected.name,
    reason: reasonOf(expected, times, calls, nearest),
    details: { ...details, matching: matching.length, wanted: times ?? "at least 1" },
    sections: () => [
      ["expected", printExpected(expected, times)],
      ["calls", printCalls(made, isMatch), "whole"],
      ...(matching.length === 0 ? sectionOf(nearest) : []),
    ],
  };
}

function reasonOf(
  { name, args }: ExpectedToolCall,
  times: number | undefined,
  calls: readonly ToolCallMatch[],
  nearest: ToolCallMatch | undefined,
): string {
  const matching = calls.filter((call) => call.matches).length;
  if (matching > 0 || times === 0) {
    return `${matching} of ${count(calls.length, "call")} match${times === undefined ? "" : `, ${times} wanted`}`;
  }
  if (calls.length === 0) return "no tool was called";
  if (nearest === undefined)
    return `not called; called: ${[...new Set(calls.map(({ call }) => call.name))].join(", ")}`;
  if (nearest.differences.length === 0) return `call #${nearest.call.index} does not count: ${nearest.void}`;
  const differing = `call #${nearest.call.index} differs in ${count(nearest.differences.length, "argument")}`;
  return args === undefined && name === nearest.call.name
    ? differing
    : `not called with these arguments; ${differing}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function printExpected({ name, args, options }: ExpectedToolCall, times: number | undefined): string {
  const shown = args === undefined ? "..." : printValue(args, 400);
  return `${name}(${shown})${options.exact === true ? ", exactly" : ""}${times === undefined ? "" : `, ${times} times`}`;
}

function sectionOf(nearest: ToolCallMatch | undefined): Section[] {
  if (nearest === undefined || nearest.differences.length === 0) return [];
  return [[`call #${nearest.call.index}`, printDifferences(nearest.differences)]];
}
