import type { JsonValue } from "../dataset/json-value.ts";

/** The values by which a dimension slices: a scalar, or each scalar of a list. */
export function dimensionValues(value: JsonValue | undefined): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(dimensionValues))];
  if (typeof value === "string") return [value];
  return typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];
}
