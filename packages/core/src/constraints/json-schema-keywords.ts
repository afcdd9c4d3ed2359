import type { JsonSchema } from "./json-schema.ts";

/**
 * The first keyword or format of `schema` that no draft knows: a validator passes over it, so that a misspelt `requird` would
 * be kept by every value. Keywords that begin with `x-` are yours.
 */
export function findUnknownKeyword(schema: JsonSchema, formats: readonly string[]): string | undefined {
  if (typeof schema !== "object") return undefined;
  for (const [keyword, value] of Object.entries(schema)) {
    if (!keywords.has(keyword) && !keyword.startsWith("x-"))
      return `there is no keyword ${JSON.stringify(keyword)}`;
    if (keyword === "format" && !formats.includes(String(value))) {
      return `the format ${JSON.stringify(value)} is not known (known are ${formats.join(", ")})`;
    }
    for (const part of partsOf(keyword, value)) {
      const unknown = findUnknownKeyword(part, formats);
      if (unknown !== undefined) return unknown;
    }
  }
  return undefined;
}

/** The schemas inside of a keyword's value. */
function partsOf(keyword: string, value: unknown): readonly JsonSchema[] {
  if (typeof value !== "object" || value === null) return [];
  if (named.has(keyword)) return Object.values(value).filter((part) => isSchemaObject(part));
  if (!nested.has(keyword)) return [];
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter((part) => isSchemaObject(part));
}

function isSchemaObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const named = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
  "dependencies",
]);
const nested = new Set(
  (
    "items additionalItems prefixItems contains additionalProperties propertyNames unevaluatedProperties unevaluatedItems " +
    "not if then else allOf anyOf oneOf contentSchema"
  ).split(" "),
);
const keywords = new Set([
  ...named,
  ...nested,
  ...(
    "$schema $id id $ref $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $comment $vocabulary " +
    "type enum const multipleOf maximum minimum exclusiveMaximum exclusiveMinimum maxLength minLength pattern format " +
    "maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired " +
    "title description default examples deprecated readOnly writeOnly contentEncoding contentMediaType"
  ).split(" "),
]);
