import type { JsonValue } from "../dataset/json-value.ts";
import { alternativesOf, isAlternatives } from "./alternatives.ts";
import { canonicalJson } from "../platform/canonical-json.ts";

/**
 * A call's arguments, seen beside the tool's documented defaults: one that is expected and was left out has its default,
 * one that is not expected, or may be left out, and equals its default is left out.
 */
export function withDefaults(
  expected: { readonly [name: string]: unknown },
  args: JsonValue,
  defaults: { readonly [name: string]: JsonValue },
): JsonValue {
  if (typeof args !== "object" || args === null || Array.isArray(args)) return args;
  if (Object.keys(defaults).length === 0) return args;
  const seen: { [name: string]: JsonValue } = Object.assign(Object.create(null), args);
  for (const [name, value] of Object.entries(defaults)) {
    const isExpected = Object.hasOwn(expected, name) && isRequired(expected[name]);
    if (isExpected && !Object.hasOwn(seen, name)) seen[name] = value;
    else if (!isExpected && Object.hasOwn(seen, name) && canonicalJson(seen[name]) === canonicalJson(value))
      delete seen[name];
  }
  return seen;
}

function isRequired(expected: unknown): boolean {
  return expected !== undefined && !(isAlternatives(expected) && alternativesOf(expected).isOptional);
}
