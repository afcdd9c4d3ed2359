import { types } from "node:util";

/** An object of unknown content. */
export type Fields = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The property `name`, read through getters; `undefined` where reading it throws. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    return (value as Fields)[name];
  } catch {
    return undefined;
  }
}

/** The first of `names` that is there: some SDKs write a wire's names in camel case. */
export function firstField(value: unknown, ...names: readonly string[]): unknown {
  return names.map((name) => field(value, name)).find((found) => found !== undefined);
}

export function textField(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === "string" ? found : undefined;
}

export function listField(value: unknown, name: string): readonly unknown[] | undefined {
  const found = field(value, name);
  return Array.isArray(found) ? found : undefined;
}

/** A text for a value that may be one already. */
export function toText(value: unknown): string {
  if (typeof value === "string") return value;
  if (types.isNativeError(value)) return value.message;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
