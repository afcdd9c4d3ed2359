import type { OutputUnit, Schema as CfworkerSchema, SchemaDraft } from "@cfworker/json-schema";
import { invalidConstraint } from "./invalid-constraint.ts";
import { findUnknownKeyword } from "./json-schema-keywords.ts";
import type { SafeParseSchema, SchemaIssue } from "./schema.ts";

/** A JSON schema, as an object: draft 2020-12 unless its `$schema` names draft 4, 7 or 2019-09. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

export interface JsonSchemaOptions {
  /** What the schema is called in messages. */
  readonly name?: string;
}

/**
 * A JSON schema as a schema that answers at once, for `matchesSchema` and `toMatchStructure`. The validator
 * (`@cfworker/json-schema`) is loaded at the first call: that is why this function is awaited and the rules are not.
 *
 * @throws EvalError `CONSTRAINT_INVALID` when the schema has a keyword or a format that the validator would pass over.
 * @example
 * ```ts
 * const order = await jsonSchema({ type: "object", required: ["id"], properties: { id: { type: "integer" } } });
 * expect(reply.text).toSatisfyConstraints({ matchesSchema: { order } });
 * ```
 */
export async function jsonSchema(
  schema: JsonSchema,
  options: JsonSchemaOptions = {},
): Promise<SafeParseSchema> {
  const { name = "jsonSchema" } = options;
  if (
    typeof schema !== "boolean" &&
    (typeof schema !== "object" || schema === null || Array.isArray(schema))
  ) {
    throw invalidConstraint(name, `expected a JSON schema as an object, got ${JSON.stringify(schema)}`);
  }
  // A copy: what is done to the object later must not change the verdicts.
  const copy = copyOf(name, schema);
  const { Validator, format } = await import("@cfworker/json-schema");
  const unknown = findUnknownKeyword(copy, Object.keys(format));
  if (unknown !== undefined) throw invalidConstraint(name, `${unknown}, which would never be checked`);
  const validator = new Validator(copy as CfworkerSchema, draftOf(name, copy), false);
  return {
    safeParse(value) {
      const { valid, errors } = validator.validate(value);
      return valid ? { success: true } : { success: false, error: { issues: readErrors(errors) } };
    },
  };
}

function copyOf(name: string, schema: JsonSchema): JsonSchema {
  try {
    return JSON.parse(JSON.stringify(schema)) as JsonSchema;
  } catch (cause) {
    throw invalidConstraint(name, "the schema is no JSON", cause);
  }
}

function draftOf(name: string, schema: JsonSchema): SchemaDraft {
  const written = typeof schema === "object" ? schema["$schema"] : undefined;
  if (written === undefined) return "2020-12";
  const draft = drafts.find(([part]) => String(written).includes(part))?.[1];
  if (draft !== undefined) return draft;
  throw invalidConstraint(
    name,
    `its $schema ${JSON.stringify(written)} is no draft that is known (4, 7, 2019-09, 2020-12)`,
  );
}

const drafts: readonly (readonly [string, SchemaDraft])[] = [
  ["2020-12", "2020-12"],
  ["2019-09", "2019-09"],
  ["draft-07", "7"],
  ["draft-04", "4"],
];

/** The errors that say something: a parent's only says that a part of it does not match. */
function readErrors(errors: readonly OutputUnit[]): readonly SchemaIssue[] {
  const telling = errors.filter(({ keyword }) => !parents.has(keyword));
  return (telling.length === 0 ? errors : telling).map(({ instanceLocation, keyword, error }) => ({
    path: pathOf(instanceLocation),
    message: keyword === "false" ? "is not expected" : error,
  }));
}

const parents = new Set([
  "properties",
  "patternProperties",
  "additionalProperties",
  "items",
  "prefixItems",
  "additionalItems",
  "allOf",
  "$ref",
  "$dynamicRef",
  "$recursiveRef",
  "dependentSchemas",
  "if",
  "unevaluatedProperties",
  "unevaluatedItems",
]);

/** A JSON pointer as a fragment: `#/lines/0/sku`. */
function pathOf(location: string): PropertyKey[] {
  return location
    .split("/")
    .slice(1)
    .map((part) => decode(part).replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
