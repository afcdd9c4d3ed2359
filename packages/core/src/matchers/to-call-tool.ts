import { EvalError } from "../errors/eval-error.ts";
import type { ArgDifference } from "../tools/diff-args.ts";
import { describeKind } from "../errors/describe-kind.ts";
import {
  matchToolCall,
  type ExpectedArgs,
  type ExpectedToolCall,
  type ToolCallMatch,
  type ToolCallOptions,
} from "../tools/match-tool-call.ts";
import { printValue } from "../tools/print-value.ts";
import { traceOf } from "../trace/trace-of.ts";
import { defineMatcher, type Matcher } from "./define-matcher.ts";
import type { Evaluation, Section } from "./evaluation.ts";
import type { MatcherResult } from "./matcher-context.ts";

export const toCallTool: Matcher<
  [name: string, args?: ExpectedArgs, options?: ToolCallOptions],
  MatcherResult
> = defineMatcher("toCallTool", function (received, name, args, options = {}) {
  checkArguments(name, args, options);
  const { exact = false, times, advisory = false } = options;
  const expected: ExpectedToolCall = { name, args, exact };
  const calls = traceOf(received).toolCalls.map((call) => matchToolCall(call, expected, this.equals));
  return { ...evaluate(expected, times, calls), advisory };
});

function checkArguments(name: unknown, args: unknown, { times }: ToolCallOptions): void {
  if (typeof name !== "string" || name === "") throw argumentError("the tool's name", "a text", name);
  if (
    args !== undefined &&
    typeof args !== "function" &&
    (typeof args !== "object" || args === null || Array.isArray(args))
  ) {
    throw argumentError("the arguments", "an object or a predicate", args);
  }
  if (times !== undefined && (!Number.isInteger(times) || times < 0)) {
    throw argumentError("`times`", "a whole number from 0", times);
  }
}

function argumentError(what: string, wanted: string, got: unknown): EvalError {
  const shown = typeof got === "number" ? String(got) : describeKind(got);
  return new EvalError(
    `Failed to evaluate "toCallTool": expected ${what} to be ${wanted}, got ${shown}. Correct the argument.`,
    {
      code: "MATCHER_ARGUMENT",
    },
  );
}

function evaluate(
  expected: ExpectedToolCall,
  times: number | undefined,
  calls: readonly ToolCallMatch[],
): Evaluation {
  const matching = calls.filter((call) => call.matches);
  const nearest = nearestOf(calls);
  return {
    pass: times === undefined ? matching.length > 0 : matching.length === times,
    subject: expected.name,
    reason: reasonOf(expected, times, calls, nearest),
    details: {
      calls: calls
        .slice(0, keptCalls)
        .map(({ call, matches }) => ({ name: call.name, status: call.status, matches })),
      matching: matching.length,
      made: calls.length,
      wanted: times ?? "at least 1",
    },
    sections: () => [
      ["expected", printExpected(expected, times)],
      ["calls", calls.length === 0 ? "none" : calls.map(printCall).join("\n")],
      ...(matching.length === 0 ? sectionOf(nearest) : []),
    ],
  };
}

const keptCalls = 100;

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

/** Of the calls to the expected tool, the one with the fewest differences; calls that count come first. */
function nearestOf(calls: readonly ToolCallMatch[]): ToolCallMatch | undefined {
  const named = calls.filter((call) => call.nameMatches && !call.matches);
  const distance = (match: ToolCallMatch): number =>
    match.differences.length + (match.void === undefined ? 0 : 1_000);
  return named.toSorted((a, b) => distance(a) - distance(b))[0];
}

function printExpected({ name, args, exact }: ExpectedToolCall, times: number | undefined): string {
  const shown = args === undefined ? "..." : printValue(args, 400);
  return `${name}(${shown})${exact ? ", exactly" : ""}${times === undefined ? "" : `, ${times} times`}`;
}

function printCall({ call, matches, void: reason }: ToolCallMatch): string {
  const args = call.args === undefined ? (call.rawArgs ?? "") : printValue(call.args);
  const shown = args.length > 160 ? `${args.slice(0, 160)}...` : args;
  const note =
    reason ?? (call.status === "error" ? `error${call.error === undefined ? "" : `: ${call.error}`}` : "");
  return `${matches ? "*" : " "} #${call.index} ${call.name}(${shown})${note === "" ? "" : `  [${note}]`}`.replace(
    /\s*\n\s*/g,
    " ",
  );
}

function sectionOf(nearest: ToolCallMatch | undefined): Section[] {
  if (nearest === undefined || nearest.differences.length === 0) return [];
  return [[`call #${nearest.call.index}`, nearest.differences.map(printDifference).join("\n")]];
}

function printDifference({ path, reason, expected, actual }: ArgDifference): string {
  const label = `${path === "" ? "arguments" : path}: ${reason}`;
  const wanted = printValue(expected);
  const made = printValue(actual);
  if (reason === "missing") return `${label}, expected ${wanted}`;
  if (reason === "unexpected") return `${label}, got ${made}`;
  return `${label}, expected ${wanted}, got ${made}`;
}
