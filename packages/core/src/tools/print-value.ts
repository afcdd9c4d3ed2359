import { types } from "node:util";
import { alternativesOf, isAlternatives } from "./alternatives.ts";
import { isSchema } from "./expected-schema.ts";
import { isAsymmetric } from "./is-asymmetric.ts";

/** `value` on one line, at most `limit` characters long: asymmetric matchers and functions by name, never circular for ever. */
export function printValue(value: unknown, limit = 160): string {
  const text = print(value, 0, []);
  return text.length > limit ? `${text.slice(0, limit).toWellFormed()}...` : text;
}

const maxDepth = 6;
const maxItems = 20;

function print(value: unknown, depth: number, parents: readonly object[]): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > 1_000 ? `${value.slice(0, 1_000)}...` : value);
  if (typeof value === "function") return `[function ${value.name === "" ? "anonymous" : value.name}]`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
  if (parents.includes(value)) return "[circular]";
  const inside = [...parents, value];
  if (isAsymmetric(value)) return printMatcher(value, depth + 1, inside);
  if (isAlternatives(value)) {
    const { values, isOptional } = alternativesOf(value);
    const shown = values.slice(0, maxItems).map((allowed) => print(allowed, depth + 1, inside));
    return `${isOptional ? "optional" : "oneOf"}(${shown.join(", ")})`;
  }
  if (isSchema(value)) return "[schema]";
  if (depth >= maxDepth) return Array.isArray(value) ? "[...]" : "{...}";
  return printObject(value, depth + 1, inside);
}

function printObject(value: object, depth: number, parents: readonly object[]): string {
  if (types.isRegExp(value) || types.isDate(value)) return String(value);
  if (Array.isArray(value)) {
    const items = value.slice(0, maxItems).map((item: unknown) => print(item, depth, parents));
    return `[${[...items, ...(value.length > maxItems ? ["..."] : [])].join(", ")}]`;
  }
  const entries = Object.entries(value);
  const shown = entries
    .slice(0, maxItems)
    .map(([key, item]) => `${JSON.stringify(key)}: ${print(item, depth, parents)}`);
  return `{${[...shown, ...(entries.length > maxItems ? ["..."] : [])].join(", ")}}`;
}

/** Jest's matchers describe themselves with what they want, some of Vitest's only by name. */
function printMatcher(value: object, depth: number, parents: readonly object[]): string {
  const matcher = value as { toAsymmetricMatcher?: () => string; sample?: unknown };
  try {
    if (typeof matcher.toAsymmetricMatcher === "function") return matcher.toAsymmetricMatcher();
    return matcher.sample === undefined
      ? String(value)
      : `${String(value)} ${print(matcher.sample, depth, parents)}`;
  } catch {
    return "[asymmetric matcher]";
  }
}
