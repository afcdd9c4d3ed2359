import { types } from "node:util";
import { showName } from "./show-value.ts";

const shownKeys = 8;

/** What kind of value `value` is, for error messages: its type, and the names of its first keys, but nothing it holds. */
export function describeKind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (types.isPromise(value)) return "a promise";
  if (typeof value === "string") return `a string of ${value.length} characters`;
  if (typeof value !== "object") return `a ${typeof value}`;
  if (Array.isArray(value)) {
    return value.length === 0
      ? "an empty array"
      : `an array of ${value.length}, first ${describeKind(value[0])}`;
  }
  const keys = Object.keys(value);
  if (keys.length === 0) return "an object without keys";
  const more = keys.length > shownKeys ? ` and ${keys.length - shownKeys} more` : "";
  return `an object with the keys ${keys.slice(0, shownKeys).map(showName).join(", ")}${more}`;
}
