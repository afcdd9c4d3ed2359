import { bipartiteMatching } from "./bipartite-matching.ts";
import type { FieldCheck, FieldFinding, FieldRule } from "./field-rules.ts";
import { generalPath, itemPath, keyPath } from "./field-path.ts";
import {
  absent,
  isAbsent,
  isAsymmetric,
  isObject,
  isPlain,
  kindOf,
  type Fields,
} from "./structure-values.ts";

export interface CompareStructureOptions {
  /** Rules by path: `price`, `address.city`, `lines[].price` for every item, `lines[0].price` for one. */
  readonly fields?: { readonly [path: string]: FieldRule | FieldCheck };
  /** Fields that are not expected: left out of the count (default), or failing ones. Items of a list always count. */
  readonly extra?: "allow" | "fail";
  /** Equality of values that are neither plain objects nor lists. Default: the same value, or the same date. */
  readonly equals?: (actual: unknown, expected: unknown) => boolean;
}

/** What became of one field. */
export interface FieldResult {
  /** `""` is the whole value. */
  readonly path: string;
  readonly pass: boolean;
  /** From 0 to 1. */
  readonly score: number;
  readonly reason: "equal" | "missing" | "unexpected" | "type" | "value" | "rule";
  readonly note?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/**
 * Compares a value with the expected one, field by field. A field is a leaf of the *expected* value, so that an output that
 * lacks much does not shrink the denominator. The share of fields that pass is the field accuracy.
 *
 * @throws TypeError when a rule of the user's own answers with neither a boolean nor `{ pass }`; RangeError when `fuzzy` or
 * `anyOrder` gets texts or lists that are too long to be compared.
 * @example
 * ```ts
 * compareStructure({ price: 10, tags: ["b", "a"] }, { price: 10, tags: ["a", "b"] }, { fields: { tags: anyOrder } });
 * // [{ path: "price", pass: true, score: 1, reason: "equal", ... }, { path: "tags", pass: true, ... }]
 * ```
 */
export function compareStructure(
  actual: unknown,
  expected: unknown,
  options: CompareStructureOptions = {},
): FieldResult[] {
  return compare("", actual, expected, options);
}

function compare(
  path: string,
  actual: unknown,
  expected: unknown,
  options: CompareStructureOptions,
): FieldResult[] {
  const rule = ruleOf(path, options);
  if (isRule(rule, "ignore")) return [];
  if (expected === undefined) {
    return isAbsent(actual)
      ? [passing(path, actual, expected)]
      : [failing(path, "unexpected", actual, expected)];
  }
  if (rule === undefined) return compareParts(path, actual, expected, options);
  if (isAbsent(actual)) return [failing(path, "missing", actual, expected)];
  if (isRule(rule, "anyOrder")) return [compareAnyOrder(path, actual, expected, options)];
  return [applyRule(path, rule, actual, expected)];
}

/** Without a rule: by parts where the expected value has some. A value that is absent lacks each of them. */
function compareParts(
  path: string,
  actual: unknown,
  expected: unknown,
  options: CompareStructureOptions,
): FieldResult[] {
  if (Array.isArray(expected)) return compareList(path, actual, expected, options);
  if (isPlain(expected)) return compareObject(path, actual, expected, options);
  if (isAbsent(actual)) return [failing(path, "missing", actual, expected)];
  if (typeof expected === "function") return [applyRule(path, expected as FieldCheck, actual, expected)];
  if (isSame(actual, expected, options)) return [passing(path, actual, expected)];
  const isType = !isAsymmetric(expected) && kindOf(actual) !== kindOf(expected);
  return [failing(path, isType ? "type" : "value", actual, expected)];
}

function compareList(
  path: string,
  actual: unknown,
  expected: readonly unknown[],
  options: CompareStructureOptions,
): FieldResult[] {
  const items: readonly unknown[] | undefined = Array.isArray(actual) ? actual : undefined;
  if (expected.length === 0 && (items === undefined || items.length === 0)) {
    return [ofContainer(path, actual, expected, items !== undefined)];
  }
  const parts = expected.flatMap((item, index) =>
    compare(
      itemPath(path, index),
      items !== undefined && index < items.length ? items[index] : absent,
      item,
      options,
    ),
  );
  const more = (items ?? []).slice(expected.length);
  return [
    ...withType(parts, actual, items !== undefined),
    ...more.flatMap((item, index) => unexpected(itemPath(path, expected.length + index), item, options)),
  ];
}

function compareObject(
  path: string,
  actual: unknown,
  expected: Fields,
  options: CompareStructureOptions,
): FieldResult[] {
  // An application may return an instance of a class of its own.
  const fields = isObject(actual) ? actual : undefined;
  const names = Object.keys(expected);
  const parts = names.flatMap((name) =>
    compare(
      keyPath(path, name),
      fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : absent,
      expected[name],
      options,
    ),
  );
  const more =
    options.extra === "fail"
      ? Object.keys(fields ?? {}).filter((name) => !Object.hasOwn(expected, name))
      : [];
  return [
    ...(names.length === 0 ? [ofContainer(path, actual, expected, fields !== undefined)] : []),
    ...withType(parts, actual, fields !== undefined),
    ...more.flatMap((name) => unexpected(keyPath(path, name), fields?.[name], options)),
  ];
}

/** The parts of a value that is there but of another type are not missing: it is the wrong type. */
function withType(parts: FieldResult[], actual: unknown, isRightType: boolean): FieldResult[] {
  if (isRightType || isAbsent(actual)) return parts;
  return parts.map((part) =>
    part.reason === "missing" ? { ...part, reason: "type", note: `its parent is ${kindOf(actual)}` } : part,
  );
}

function ofContainer(path: string, actual: unknown, expected: unknown, isRightType: boolean): FieldResult {
  if (isRightType) return passing(path, actual, expected);
  return failing(path, isAbsent(actual) ? "missing" : "type", actual, expected);
}

function unexpected(path: string, actual: unknown, options: CompareStructureOptions): FieldResult[] {
  return isRule(ruleOf(path, options), "ignore") ? [] : [failing(path, "unexpected", actual, undefined)];
}

function compareAnyOrder(
  path: string,
  actual: unknown,
  expected: unknown,
  options: CompareStructureOptions,
): FieldResult {
  if (!Array.isArray(actual) || !Array.isArray(expected)) return failing(path, "type", actual, expected);
  const longer = Math.max(actual.length, expected.length);
  if (actual.length * expected.length > maxPairs) {
    if (actual.length === expected.length) throw tooLong(path, longer);
    const counts = `${actual.length} items, ${expected.length} wanted`;
    return { ...failing(path, "value", actual, expected), note: counts };
  }
  const inside = `${path}[]`;
  const edges = expected.map((wanted: unknown) =>
    actual.flatMap((item: unknown, index) =>
      compare(inside, item, wanted, options).every(({ pass }) => pass) ? [index] : [],
    ),
  );
  const paired = bipartiteMatching(edges).filter((partner) => partner !== undefined).length;
  const note = `${paired} of ${expected.length} items found, ${actual.length - paired} others`;
  const pass = paired === longer;
  return {
    path,
    pass,
    score: longer === 0 ? 1 : paired / longer,
    reason: pass ? "equal" : "value",
    note,
    expected,
    actual,
  };
}

/** Lists of 1,000 items: each is compared with each. */
const maxPairs = 1_000_000;

function tooLong(path: string, length: number): RangeError {
  return new RangeError(
    `Failed to compare the lists of field "${path}" in any order: they have ${length} items each, and comparing each with each beyond 1,000 would stall the run. Sort both lists and leave out anyOrder.`,
  );
}

function applyRule(
  path: string,
  rule: FieldRule | FieldCheck,
  actual: unknown,
  expected: unknown,
): FieldResult {
  const finding =
    typeof rule === "function" ? readFinding(path, rule(actual, expected)) : rule.compare(actual, expected);
  if (finding === undefined) return failing(path, "type", actual, expected);
  const { pass, note, score = pass ? 1 : 0 } = finding;
  const reason = pass ? "equal" : typeof rule === "function" ? "rule" : "value";
  return { path, pass, score, reason, ...(note !== undefined && { note }), expected, actual };
}

function readFinding(path: string, answer: unknown): FieldFinding {
  if (typeof answer === "boolean") return { pass: answer };
  const { pass, score, note } = Object(answer) as Partial<FieldFinding>;
  const isScore = score === undefined || (typeof score === "number" && score >= 0 && score <= 1);
  if (typeof pass === "boolean" && isScore) {
    return { pass, ...(score !== undefined && { score }), ...(typeof note === "string" && { note }) };
  }
  throw new TypeError(
    `Expected the rule of field "${path}" to return true, false or { pass, score, note }, at once, with a score from 0 to 1, got ${kindOf(answer)}.`,
  );
}

function ruleOf(path: string, { fields }: CompareStructureOptions): FieldRule | FieldCheck | undefined {
  if (fields === undefined) return undefined;
  if (Object.hasOwn(fields, path)) return fields[path];
  const general = generalPath(path);
  return Object.hasOwn(fields, general) ? fields[general] : undefined;
}

function isRule(rule: FieldRule | FieldCheck | undefined, name: FieldRule["rule"]): boolean {
  return typeof rule === "object" && rule.rule === name;
}

function isSame(actual: unknown, expected: unknown, { equals }: CompareStructureOptions): boolean {
  if (actual === expected || Object.is(actual, expected)) return true;
  if (typeof expected !== "object" || expected === null) return false;
  if (equals !== undefined) return equals(actual, expected);
  return actual instanceof Date && expected instanceof Date && actual.getTime() === expected.getTime();
}

function passing(path: string, actual: unknown, expected: unknown): FieldResult {
  return { path, pass: true, score: 1, reason: "equal", expected, ...present(actual) };
}

function failing(
  path: string,
  reason: FieldResult["reason"],
  actual: unknown,
  expected: unknown,
): FieldResult {
  return { path, pass: false, score: 0, reason, expected, ...present(actual) };
}

function present(actual: unknown): { readonly actual?: unknown } {
  return isAbsent(actual) ? {} : { actual };
}
