/** A schema of zod's kind: anything with its `safeParse`. */
export interface SafeParseSchema {
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly error?: { readonly issues?: readonly unknown[] } | undefined;
  };
}

/** A schema of any library that implements Standard Schema 1 (standardschema.dev): valibot, arktype, zod and others. */
export interface StandardSchema {
  readonly "~standard": { readonly validate: (value: unknown) => unknown };
}

/** A schema that answers at once. No library is imported: one is told by its methods. */
export type Schema = SafeParseSchema | StandardSchema;

/** One thing that a schema found wrong. */
export interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export function isSchema(value: unknown): value is Schema {
  const { safeParse, "~standard": standard } = Object(value) as Partial<SafeParseSchema & StandardSchema>;
  return typeof safeParse === "function" || typeof standard?.validate === "function";
}

/**
 * What `schema` finds wrong with `value`; nothing when it is valid.
 *
 * @throws TypeError when the schema is asynchronous, or anything that the schema throws.
 */
export function schemaIssues(schema: Schema, value: unknown): readonly SchemaIssue[] {
  const issues = "safeParse" in schema ? parse(schema, value) : validate(schema, value);
  return issues.flatMap((issue) => readIssue(issue));
}

function parse(schema: SafeParseSchema, value: unknown): readonly unknown[] {
  const parsed = schema.safeParse(value);
  if (typeof parsed?.success !== "boolean") throw asynchronous(parsed);
  return parsed.success ? [] : orUnnamed(parsed.error?.issues);
}

function validate(schema: StandardSchema, value: unknown): readonly unknown[] {
  const result = schema["~standard"].validate(value);
  if (typeof result !== "object" || result === null || "then" in result) throw asynchronous(result);
  const { issues } = result as { readonly issues?: readonly unknown[] };
  return issues === undefined ? [] : orUnnamed(issues);
}

/** A schema that refuses a value without saying why refuses it all the same. */
function orUnnamed(issues: readonly unknown[] | undefined): readonly unknown[] {
  return issues === undefined || issues.length === 0 ? [{}] : issues;
}

function readIssue(issue: unknown): SchemaIssue[] {
  const { path, message, keys } = Object(issue) as {
    readonly path?: unknown;
    readonly message?: unknown;
    readonly keys?: unknown;
  };
  const at = (Array.isArray(path) ? path : []).map(keyOf);
  // zod names the keys that it does not know in one issue of their parent.
  if (Array.isArray(keys) && keys.length > 0) {
    return keys.map((key) => ({ path: [...at, String(key)], message: "is not expected" }));
  }
  return [{ path: at, message: typeof message === "string" ? message : "is not valid" }];
}

/** Standard Schema allows `{ key }` in a path. */
function keyOf(segment: unknown): PropertyKey {
  const key = typeof segment === "object" ? (Object(segment) as { readonly key?: unknown }).key : segment;
  return typeof key === "number" || typeof key === "symbol" ? key : String(key);
}

function asynchronous(returned: unknown): TypeError {
  // Nobody waits for it: its rejection must not end the process.
  Promise.resolve(returned).catch(() => {});
  return new TypeError("the schema does not answer at once; it must have no asynchronous refinement");
}
