import type { Schema, ValidationResult } from "@cfworker/json-schema";
import type { JsonValue } from "../dataset/json-value.ts";
import { EvalError } from "../errors/eval-error.ts";
import { loadJsonSchema } from "../platform/native-require.cjs";
import type { ToolDefinition } from "./tool-definition.ts";

/**
 * What the tool's own schema finds wrong with `args`, one line per place; none when they satisfy it. Drafts 4, 7, 2019-09
 * and 2020-12, told by `$schema`; without it 2020-12, which MCP prescribes.
 *
 * @throws EvalError `MATCHER_ARGUMENT` when the schema itself is wrong.
 */
export function validateArguments({ name, schema }: ToolDefinition, args: JsonValue): readonly string[] {
  const { Validator } = loadJsonSchema();
  let result: ValidationResult;
  try {
    result = new Validator(schema as Schema, draftOf(schema), false).validate(args);
  } catch (cause) {
    throw new EvalError(
      `Failed to check the arguments of "${name}": its schema cannot be used: ${cause instanceof Error ? cause.message : String(cause)}. Correct the tool's definition.`,
      { code: "MATCHER_ARGUMENT", cause },
    );
  }
  if (result.valid) return [];
  // An error at a place repeats as one at each place above it.
  const leaves = result.errors.filter(({ keyword }) => !containers.has(keyword));
  const errors = leaves.length > 0 ? leaves : result.errors;
  return [...new Set(errors.map(({ instanceLocation, error }) => `${placeOf(instanceLocation)}: ${error}`))];
}

const containers: ReadonlySet<string> = new Set([
  "properties",
  "items",
  "prefixItems",
  "$ref",
  "additionalItems",
  "allOf",
  "false",
]);

function draftOf(schema: object): "4" | "7" | "2019-09" | "2020-12" {
  const { $schema } = schema as { readonly $schema?: unknown };
  const text = typeof $schema === "string" ? $schema : "";
  if (text.includes("draft-04")) return "4";
  if (text.includes("draft-06") || text.includes("draft-07")) return "7";
  return text.includes("2019-09") ? "2019-09" : "2020-12";
}

/** `#/filter/tags/0` as `filter.tags[0]`. */
function placeOf(pointer: string): string {
  const names = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const place = names.reduce(
    (path, name) => (/^\d+$/.test(name) ? `${path}[${name}]` : `${path}${path === "" ? "" : "."}${name}`),
    "",
  );
  return place === "" ? "arguments" : place;
}
