import type { JsonValue } from "../dataset/json-value.ts";
import { EvalError } from "../errors/eval-error.ts";
import { alternativesOf, isAlternatives, type Alternatives } from "./alternatives.ts";
import { checkJson } from "./check-expected.ts";
import { diffSchema, isSchema, joinPath as join } from "./expected-schema.ts";
import { isAsymmetric } from "./is-asymmetric.ts";
import { matchesName } from "./matches-name.ts";
import { printValue } from "./print-value.ts";

/** Where one argument differs from what was expected. */
export interface ArgDifference {
  /** Path of the argument, as in `filter.tags[0]`. */
  readonly path: string;
  readonly reason: "missing" | "unexpected" | "type" | "value";
  readonly expected?: unknown;
  readonly actual?: JsonValue;
  /** What a schema says of it. */
  readonly note?: string;
}

/** Whether an argument is as expected; answers for one argument in place of equality. */
export type ArgComparer = (actual: JsonValue, expected: unknown) => boolean;

/** The runner's own equality, which knows its asymmetric matchers. */
export type Equals = (a: unknown, b: unknown) => boolean;

export interface DiffArgsOptions {
  /** No argument may be there that is not expected, at any depth. */
  readonly exact: boolean;
  readonly equals: Equals;
  /** Paths of arguments that are not looked at; `*` stands for any characters. */
  readonly ignoreArgs?: readonly string[];
  /** By path; `*` stands for any characters. */
  readonly compare?: { readonly [path: string]: ArgComparer };
}

/** All differences between the expected arguments and those that a call has; none when they match. */
export function diffArgs(expected: unknown, actual: JsonValue, options: DiffArgsOptions): ArgDifference[] {
  return diffValue("", expected, actual, options);
}

function diffValue(
  path: string,
  expected: unknown,
  actual: JsonValue,
  options: DiffArgsOptions,
): ArgDifference[] {
  if (typeof expected === "function")
    return satisfies(path, expected, actual) ? [] : value(path, expected, actual);
  if (isAsymmetric(expected)) return options.equals(actual, expected) ? [] : value(path, expected, actual);
  if (isAlternatives(expected)) return diffAlternatives(path, expected, actual, options);
  if (isSchema(expected)) return diffSchema(path, expected, actual);
  const comparer = comparerFor(path, options);
  if (comparer !== undefined) return diffCompared(path, expected, actual, comparer);
  checkJson(path, expected);
  if (typeOf(expected) !== typeOf(actual)) return [{ path, reason: "type", expected, actual }];
  if (Array.isArray(expected)) return diffArray(path, expected, actual as readonly JsonValue[], options);
  if (typeof expected === "object" && expected !== null) {
    return diffObject(path, expected as Fields, actual as Fields<JsonValue>, options);
  }
  return expected === actual ? [] : value(path, expected, actual);
}

/** The differences from the nearest allowed value; from all of them where each differs as a whole. */
function diffAlternatives(
  path: string,
  expected: Alternatives,
  actual: JsonValue,
  options: DiffArgsOptions,
): ArgDifference[] {
  const { values } = alternativesOf(expected);
  const found = values.map((allowed) => diffValue(path, allowed, actual, options));
  const [nearest] = found.toSorted((a, b) => a.length - b.length);
  if (nearest === undefined || nearest.length === 0) return [];
  if (!found.every(([first]) => first?.path === path)) return nearest;
  const isOtherType = found.every(([first]) => first?.reason === "type");
  return [{ path, reason: isOtherType ? "type" : "value", expected, actual }];
}

function comparerFor(path: string, { compare = {} }: DiffArgsOptions): ArgComparer | undefined {
  if (path === "") return undefined;
  const pattern = Object.keys(compare).find((name) => matchesName(name, path));
  return pattern === undefined ? undefined : compare[pattern];
}

function diffCompared(
  path: string,
  expected: unknown,
  actual: JsonValue,
  comparer: ArgComparer,
): ArgDifference[] {
  if (decided(path, comparer(actual, expected), "comparer")) return [];
  return [{ path, reason: typeOf(expected) === typeOf(actual) ? "value" : "type", expected, actual }];
}

function diffArray(
  path: string,
  expected: readonly unknown[],
  actual: readonly JsonValue[],
  options: DiffArgsOptions,
): ArgDifference[] {
  if (expected.length !== actual.length) return value(path, expected, actual);
  return actual.flatMap((item, index) => diffValue(join(path, index), expected[index], item, options));
}

type Fields<Value = unknown> = { readonly [name: string]: Value };

function diffObject(
  path: string,
  expected: Fields,
  actual: Fields<JsonValue>,
  options: DiffArgsOptions,
): ArgDifference[] {
  const differences = Object.keys(expected).flatMap((name) =>
    diffField(join(path, name), name, expected, actual, options),
  );
  if (!options.exact) return differences;
  const unexpected = Object.keys(actual).filter(
    (name) => !Object.hasOwn(expected, name) && !isIgnored(join(path, name), options),
  );
  return [
    ...differences,
    ...unexpected.map((name): ArgDifference => unexpectedField(join(path, name), actual[name])),
  ];
}

function diffField(
  path: string,
  name: string,
  expected: Fields,
  actual: Fields<JsonValue>,
  options: DiffArgsOptions,
): ArgDifference[] {
  if (isIgnored(path, options)) return [];
  const wanted = expected[name];
  const made = Object.hasOwn(actual, name) ? actual[name] : undefined;
  // JSON holds no `undefined`: expecting it means that the argument must be left out.
  if (wanted === undefined) return made === undefined ? [] : [unexpectedField(path, made)];
  if (made === undefined) {
    const isOptional = isAlternatives(wanted) && alternativesOf(wanted).isOptional;
    return isOptional ? [] : [{ path, reason: "missing", expected: wanted }];
  }
  return diffValue(path, wanted, made, options);
}

function isIgnored(path: string, { ignoreArgs = [] }: DiffArgsOptions): boolean {
  return ignoreArgs.some((pattern) => matchesName(pattern, path));
}

function unexpectedField(path: string, actual: JsonValue | undefined): ArgDifference {
  return { path, reason: "unexpected", ...(actual !== undefined && { actual }) };
}

function value(path: string, expected: unknown, actual: JsonValue): ArgDifference[] {
  return [{ path, reason: "value", expected, actual }];
}

function satisfies(path: string, predicate: Function, actual: JsonValue): boolean {
  return decided(path, Reflect.apply(predicate, undefined, [actual]), "predicate");
}

function decided(path: string, answer: unknown, asked: "predicate" | "comparer"): boolean {
  if (typeof answer === "boolean") return answer;
  throw new EvalError(
    `Failed to match argument "${path}": expected its ${asked} to return true or false, got ${printValue(answer, 80)}. Return a boolean, at once.`,
    { code: "MATCHER_ARGUMENT" },
  );
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
