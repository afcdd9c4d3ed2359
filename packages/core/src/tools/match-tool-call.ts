import type { JsonValue } from "../dataset/json-value.ts";
import type { ToolCall } from "../trace/trace.ts";
import { EvalError } from "../errors/eval-error.ts";
import { isAlternatives, type Alternatives } from "./alternatives.ts";
import {
  diffArgs,
  type ArgComparer,
  type ArgDifference,
  type DiffArgsOptions,
  type Equals,
} from "./diff-args.ts";
import { checkExpected } from "./check-expected.ts";
import { isSchema, type ExpectedSchema } from "./expected-schema.ts";
import { isAsymmetric } from "./is-asymmetric.ts";
import { matchesName } from "./matches-name.ts";
import { withDefaults } from "./with-defaults.ts";

/** The arguments of a call, as the tool got them. */
export type ToolArguments = { readonly [name: string]: JsonValue };

/**
 * What a call's arguments are expected to be: an object whose values are JSON, predicates, schemas, `oneOf(...)`,
 * `optional(...)` or the runner's asymmetric matchers at any depth; or one predicate or schema over all arguments.
 */
export type ExpectedArgs =
  | { readonly [name: string]: unknown }
  | ExpectedSchema
  | Alternatives
  | ((args: ToolArguments, call: ToolCall) => boolean);

/** How the arguments of a call are compared with expected ones. */
export interface ArgOptions {
  /** Arguments that are not expected make a call differ, at any depth. Default `false`: expected ones suffice. */
  readonly exact?: boolean;
  /** Names or paths (`filter.tags[0]`) of arguments that are not looked at; `*` stands for any characters. */
  readonly ignoreArgs?: readonly string[];
  /** Documented defaults of the tool: an argument that equals its default is the same as one that is left out. */
  readonly defaults?: { readonly [name: string]: JsonValue };
  /** Comparers in place of equality, by name or path; `*` stands for any characters. See `looseString`. */
  readonly compare?: { readonly [path: string]: ArgComparer };
}

export interface ToolCallOptions extends ArgOptions {
  /** How many calls have to match. Default: at least one. */
  readonly times?: number;
  /** Record the result without ever failing the case. */
  readonly advisory?: boolean;
}

export interface ExpectedToolCall {
  /** The tool's name; `*` stands for any characters. */
  readonly name: string;
  readonly args: ExpectedArgs | undefined;
  readonly options: ArgOptions;
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
  { args: expected, options }: ExpectedToolCall,
  equals: Equals,
): readonly ArgDifference[] {
  const { exact = false, ignoreArgs = [], defaults = {}, compare = {} } = options;
  const diffOptions: DiffArgsOptions = { exact, equals, ignoreArgs, compare };
  if (expected === undefined) return exact ? diffArgs({}, withDefaults({}, args, defaults), diffOptions) : [];
  if (isPlainArgs(expected)) return diffArgs(expected, withDefaults(expected, args, defaults), diffOptions);
  if (typeof expected !== "function") return diffArgs(expected, args, diffOptions);
  const predicate = (value: ToolArguments): boolean => expected(value, call);
  return diffArgs(predicate, args, diffOptions).map((difference) => ({ ...difference, expected }));
}

/** Why a call cannot count, whatever its arguments; `undefined` when it can. */
export function voidReason({ args, argsError, status, error }: ToolCall): string | undefined {
  if (status === "denied" || status === "incomplete") return status;
  if (argsError !== undefined) return `arguments cannot be read: ${argsError}`;
  if (status === "invalid") return `invalid${error === undefined ? "" : `: ${error}`}`;
  return args === undefined ? "arguments are missing" : undefined;
}

/** Whether single arguments are expected, rather than something that decides over all of them. */
export function isPlainArgs(expected: unknown): expected is { readonly [name: string]: unknown } {
  return (
    typeof expected === "object" &&
    expected !== null &&
    !isSchema(expected) &&
    !isAsymmetric(expected) &&
    !isAlternatives(expected)
  );
}

/**
 * Refuses expected arguments and options that no call can satisfy, or that say nothing.
 *
 * @throws EvalError `MATCHER_ARGUMENT`
 */
export function checkExpectedCall(matcher: string, { name, args, options }: ExpectedToolCall): void {
  const fail = (problem: string, remedy: string): never => {
    throw new EvalError(`Failed to evaluate "${matcher}": ${problem}. ${remedy}.`, {
      code: "MATCHER_ARGUMENT",
    });
  };
  const { ignoreArgs = [], defaults, compare } = options;
  if (args !== undefined && !isPlainArgs(args) && (ignoreArgs.length > 0 || defaults || compare)) {
    fail(
      `the arguments of "${name}" are decided by one predicate, schema or matcher, which \`ignoreArgs\`, \`defaults\` and \`compare\` do not reach`,
      "Write the expected arguments as an object, or leave these options out",
    );
  }
  const both = Object.keys(isPlainArgs(args) ? args : {}).find((key) =>
    ignoreArgs.some((pattern) => matchesName(pattern, key)),
  );
  if (both !== undefined)
    fail(`the argument "${both}" of "${name}" is both expected and ignored`, "Leave one of them out");
  const comparer = Object.entries(compare ?? {}).find(([, value]) => typeof value !== "function");
  if (comparer !== undefined)
    fail(`the comparer of "${comparer[0]}" is no function`, "Pass (actual, expected) => boolean");
  if (args !== undefined) checkExpected(args, [...ignoreArgs, ...Object.keys(compare ?? {})]);
}
