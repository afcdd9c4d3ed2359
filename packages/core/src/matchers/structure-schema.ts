import { limitTime } from "../constraints/limit-time.ts";
import { isSchema, schemaIssues, type Schema } from "../constraints/schema.ts";
import { itemPath, keyPath } from "../metrics/field-path.ts";
import { EvalError } from "../errors/eval-error.ts";
import { compareStructure, type FieldResult } from "../metrics/compare-structure.ts";

export { isSchema };

/**
 * What a schema says of a value, field by field: each place with an issue is a field that fails, and each leaf of the value
 * outside of those passes.
 *
 * @throws EvalError `MATCHER_ARGUMENT` when the schema throws or is asynchronous.
 */
export function compareSchema(schema: Schema, value: unknown): FieldSchemaResult[] {
  const failed = new Map<string, FieldSchemaResult>();
  for (const { path, message } of issuesOf(schema, value)) {
    const shown = path.reduce<string>(joinPath, "");
    const earlier = failed.get(shown);
    const note = earlier?.note === undefined ? message : `${earlier.note}; ${message}`;
    failed.set(shown, {
      path: shown,
      pass: false,
      score: 0,
      reason: "schema",
      note,
      ...valueAt(value, path),
    });
  }
  const isFailed = (path: string): boolean =>
    [...failed.keys()].some((root) => isWithin(path, root) || isWithin(root, path));
  const leaves: readonly FieldResult[] =
    typeof value === "object" && value !== null ? compareStructure(value, value) : [];
  const passed = leaves.filter(({ path }) => !isFailed(path));
  const fields: FieldSchemaResult[] = [...passed.map(({ path }) => passing(path)), ...failed.values()];
  return fields.length === 0 ? [passing("")] : fields;
}

/** As {@link FieldResult}, of a schema. */
export interface FieldSchemaResult {
  readonly path: string;
  readonly pass: boolean;
  readonly score: number;
  readonly reason: "equal" | "schema";
  readonly note?: string;
  readonly actual?: unknown;
}

function isWithin(path: string, parent: string): boolean {
  return parent === "" || path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}

function passing(path: string): FieldSchemaResult {
  return { path, pass: true, score: 1, reason: "equal" };
}

function issuesOf(schema: Schema, value: unknown): ReturnType<typeof schemaIssues> {
  try {
    return limitTime("the schema", () => schemaIssues(schema, value));
  } catch (cause) {
    throw new EvalError(
      `Failed to evaluate "toMatchStructure": ${cause instanceof Error ? cause.message : String(cause)}. Correct the schema.`,
      { code: "MATCHER_ARGUMENT", cause },
    );
  }
}

function joinPath(path: string, key: PropertyKey): string {
  return typeof key === "number" ? itemPath(path, key) : keyPath(path, String(key));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): { readonly actual?: unknown } {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return {};
    found = (found as { readonly [name: PropertyKey]: unknown })[key];
  }
  return { actual: found };
}
