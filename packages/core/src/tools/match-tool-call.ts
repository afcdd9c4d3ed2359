import type { JsonValue } from "../dataset/json-value.ts";
import type { ToolCall } from "../trace/trace.ts";
import { diffArgs, type ArgDifference, type Equals } from "./diff-args.ts";

/** The arguments of a call, as the tool got them. */
export type ToolArguments = { readonly [name: string]: JsonValue };

/**
 * What a call's arguments are expected to be: an object whose values are JSON, predicates or the runner's asymmetric
 * matchers at any depth, or one predicate over all arguments.
 */
export type ExpectedArgs =
  | { readonly [name: string]: unknown }
  | ((args: ToolArguments, call: ToolCall) => boolean);

export interface ToolCallOptions {
  /** Arguments that are not expected make a call differ, at any depth. Default `false`: expected ones suffice. */
  readonly exact?: boolean;
  /** How many calls have to match. Default: at least one. */
  readonly times?: number;
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

export interface ExpectedToolCall {
  /** The tool's name; `*` stands for any characters. */
  readonly name: string;
  readonly args: ExpectedArgs | undefined;
  readonly exact: boolean;
}

/** How one call compares with what was expected. */
export interface ToolCallMatch {
  readonly call: ToolCall;
  readonly matches: boolean;
  readonly nameMatches: boolean;
  /** Why the call cannot count, whatever its arguments: invalid, denied, cut short, or arguments that cannot be read. */
  readonly void: string | undefined;
  readonly differences: readonly ArgDifference[];
}

/** Compares `call` with what is expected; calls that were never properly made do not match. */
export function matchToolCall(call: ToolCall, expected: ExpectedToolCall, equals: Equals): ToolCallMatch {
  const nameMatches = matchesName(expected.name, call.name);
  const reason = voidReason(call);
  const differences =
    nameMatches && call.args !== undefined ? differencesOf(call, call.args, expected, equals) : [];
  return {
    call,
    nameMatches,
    void: reason,
    differences,
    matches: nameMatches && reason === undefined && differences.length === 0,
  };
}

function differencesOf(
  call: ToolCall,
  args: JsonValue,
  { args: expected, exact }: ExpectedToolCall,
  equals: Equals,
): readonly ArgDifference[] {
  if (expected === undefined) return exact ? diffArgs({}, args, { exact, equals }) : [];
  if (typeof expected !== "function") return diffArgs(expected, args, { exact, equals });
  const predicate = (value: ToolArguments): boolean => expected(value, call);
  return diffArgs(predicate, args, { exact, equals }).map((difference) => ({ ...difference, expected }));
}

function voidReason({ args, argsError, status, error }: ToolCall): string | undefined {
  if (status === "denied" || status === "incomplete") return status;
  if (argsError !== undefined) return `arguments cannot be read: ${argsError}`;
  if (status === "invalid") return `invalid${error === undefined ? "" : `: ${error}`}`;
  return args === undefined ? "arguments are missing" : undefined;
}

function matchesName(pattern: string, name: string): boolean {
  const [start = "", ...rest] = pattern.split("*");
  const end = rest.pop();
  if (end === undefined) return name === pattern;
  if (!name.startsWith(start) || !name.endsWith(end) || name.length < start.length + end.length) return false;
  let position = start.length;
  for (const part of rest) {
    const found = name.slice(0, name.length - end.length).indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return true;
}
