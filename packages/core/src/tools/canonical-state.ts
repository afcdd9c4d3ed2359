import { EvalError } from "../errors/eval-error.ts";
import { isAlternatives } from "./alternatives.ts";
import { joinPath, isSchema } from "./expected-schema.ts";
import { isAsymmetric } from "./is-asymmetric.ts";

/**
 * `value` as JSON that says as much: maps are objects, sets are sorted lists, what has `toJSON` (dates) is asked, functions
 * and undefined fields are left out. What stands for a value in an expected state (matchers, schemas, `oneOf`) stays.
 *
 * @throws EvalError `MATCHER_ARGUMENT` for what shows no data: cycles, and objects that keep theirs private.
 */
export function canonicalState(value: unknown, role: "expected" | "reached"): unknown {
  const keepsRules = role === "expected";
  const canonical = (found: unknown, path: string, parents: readonly object[]): unknown => {
    const isRule = keepsRules && standsForValue(found);
    return isRule ? found : toPlain(found, path, parents, canonical);
  };
  return canonical(value, "", []);
}

type Canonical = (value: unknown, path: string, parents: readonly object[]) => unknown;

function standsForValue(value: unknown): boolean {
  return typeof value === "function" || isAsymmetric(value) || isAlternatives(value) || isSchema(value);
}

function toPlain(value: unknown, path: string, parents: readonly object[], canonical: Canonical): unknown {
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" && !Number.isFinite(value)) return `[${value}]`;
  if (typeof value !== "object" || value === null) return value;
  if (parents.includes(value)) throw noData(path, "it holds itself");
  const inside = [...parents, value];
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON === "function") return canonical(toJSON.call(value), path, inside);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => canonical(item, joinPath(path, index), inside) ?? null);
  }
  if (isTagged(value, "Set"))
    return sorted([...(value as Set<unknown>)].map((item) => canonical(item, path, inside)));
  if (isTagged(value, "Map")) return canonicalMap(value as Map<unknown, unknown>, path, inside, canonical);
  return canonicalObject(value, path, inside, canonical);
}

function canonicalMap(
  map: Map<unknown, unknown>,
  path: string,
  parents: readonly object[],
  canonical: Canonical,
): unknown {
  const entries = [...map].map(([key, item]): [unknown, unknown] => [
    canonical(key, path, parents),
    canonical(item, joinPath(path, String(key)), parents),
  ]);
  return entries.every(([key]) => typeof key === "string")
    ? Object.fromEntries(entries as [string, unknown][])
    : sorted(entries);
}

function canonicalObject(
  value: object,
  path: string,
  parents: readonly object[],
  canonical: Canonical,
): unknown {
  const keys = Object.keys(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain && keys.length === 0) throw noData(path, "it is an object that keeps its data private");
  const fields = keys.map((key): [string, unknown] => {
    const field = (value as { readonly [key: string]: unknown })[key];
    return [key, canonical(field, joinPath(path, key), parents)];
  });
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
}

/** Jest's sandbox has classes of its own: told by tag, not by identity. */
function isTagged(value: object, tag: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${tag}]`;
}

function sorted(items: readonly unknown[]): unknown[] {
  const keyed = items.map((item) => ({ item, key: JSON.stringify(item) ?? "" }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}

function noData(path: string, why: string): EvalError {
  return new EvalError(
    `Failed to compare states: ${path === "" ? "the state" : `"${path}"`} cannot be written as JSON: ${why}. Pass \`read: (state) => ...\` that returns its data.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
