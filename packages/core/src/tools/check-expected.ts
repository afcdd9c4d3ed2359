import { types } from "node:util";
import { EvalError } from "../errors/eval-error.ts";
import { alternativesOf, isAlternatives } from "./alternatives.ts";
import { isSchema, joinPath } from "./expected-schema.ts";
import { isAsymmetric } from "./is-asymmetric.ts";
import { matchesName } from "./matches-name.ts";
import { printValue } from "./print-value.ts";

/**
 * Refuses what no call's arguments can ever equal, before any call is looked at: where there is none to compare with, its
 * negation would be green.
 *
 * @param skipped - Patterns of paths that are not looked at, or that a comparer decides.
 * @throws EvalError `MATCHER_ARGUMENT`
 */
export function checkExpected(expected: unknown, skipped: readonly string[]): void {
  const visited = new Set<unknown>();
  const visit = (path: string, value: unknown): void => {
    if (typeof value === "function") return checkPredicate(path, value);
    if (isAsymmetric(value) || isSchema(value)) return;
    if (path !== "" && skipped.some((pattern) => matchesName(pattern, path))) return;
    if (isAlternatives(value)) return alternativesOf(value).values.forEach((allowed) => visit(path, allowed));
    checkJson(path, value);
    if (typeof value !== "object" || value === null || visited.has(value)) return;
    visited.add(value);
    const isList = Array.isArray(value);
    for (const [key, item] of Object.entries(value)) {
      // In an object it means that the argument is left out.
      if (item !== undefined || isList) visit(joinPath(path, isList ? Number(key) : key), item);
    }
  };
  visit("", expected);
}

/** A promise is neither true nor false. */
function checkPredicate(path: string, predicate: Function): void {
  if (!types.isAsyncFunction(predicate)) return;
  throw new EvalError(
    `Failed to match ${nameOf(path)}: expected its predicate to return true or false, got an asynchronous function. Return a boolean, at once.`,
    { code: "MATCHER_ARGUMENT" },
  );
}

/** An expected value that JSON cannot hold would never match, and its negation would always be green. */
export function checkJson(path: string, expected: unknown): void {
  const plain =
    typeof expected !== "object" || expected === null || Array.isArray(expected) || isPlain(expected);
  const json =
    plain && !["symbol", "bigint", "undefined"].includes(typeof expected) && !Number.isNaN(expected);
  if (json) return;
  const remedy = types.isRegExp(expected)
    ? "Write expect.stringMatching(...)"
    : "Write a JSON value, a predicate or an asymmetric matcher";
  throw new EvalError(
    `Failed to match ${nameOf(path)}: a tool's arguments are JSON, which can never equal ${printValue(expected, 80)}. ${remedy}.`,
    { code: "MATCHER_ARGUMENT" },
  );
}

function isPlain(value: object): boolean {
  // Jest's sandbox has an Object.prototype of its own: compare by shape, not by identity.
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function nameOf(path: string): string {
  return path === "" ? "the arguments" : `argument "${path}"`;
}
