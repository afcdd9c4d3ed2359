import { EvalError } from "../errors/eval-error.ts";
import type { ArgDifference } from "./diff-args.ts";

/** A schema in place of expected arguments: anything with zod's `safeParse`. */
export interface ExpectedSchema {
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly error?: { readonly issues?: readonly unknown[] } | undefined;
  };
}

export function isSchema(value: unknown): value is ExpectedSchema {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { safeParse?: unknown }).safeParse === "function"
  );
}

/** What the schema finds wrong with `actual`, under `path`. */
export function diffSchema(path: string, schema: ExpectedSchema, actual: unknown): ArgDifference[] {
  let parsed: ReturnType<ExpectedSchema["safeParse"]>;
  try {
    parsed = schema.safeParse(actual);
  } catch (cause) {
    throw new EvalError(
      `Failed to match ${path === "" ? "the arguments" : `argument "${path}"`}: the schema threw: ${cause instanceof Error ? cause.message : String(cause)}. A schema has to answer at once; use no asynchronous refinement.`,
      { code: "MATCHER_ARGUMENT", cause },
    );
  }
  if (parsed.success) return [];
  const issues = (parsed.error?.issues ?? []) as readonly SchemaIssue[];
  if (issues.length === 0) return [{ path, reason: "value", expected: schema }];
  return issues.flatMap((issue) => readIssue(path, issue, actual));
}

interface SchemaIssue {
  readonly code?: string;
  readonly path?: readonly PropertyKey[];
  readonly message?: string;
  readonly keys?: readonly string[];
}

function readIssue(
  parent: string,
  { code, path = [], message, keys }: SchemaIssue,
  actual: unknown,
): ArgDifference[] {
  const at = path.reduce<string>(joinPath, parent);
  const found = path.reduce<unknown>(property, actual);
  const note = message === undefined ? {} : { note: message };
  if (code === "unrecognized_keys" && keys !== undefined) {
    return keys.map((key) => ({
      path: joinPath(at, key),
      reason: "unexpected",
      ...shown(property(found, key)),
    }));
  }
  if (found === undefined && path.length > 0) return [{ path: at, reason: "missing", ...note }];
  return [{ path: at, reason: code === "invalid_type" ? "type" : "value", ...note, ...shown(found) }];
}

function shown(value: unknown): Pick<ArgDifference, "actual"> {
  return value === undefined ? {} : { actual: value as NonNullable<ArgDifference["actual"]> };
}

function property(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null
    ? (value as { [key: PropertyKey]: unknown })[key]
    : undefined;
}

/** `path` and one more name or position, as in `filter.tags[0]`. */
export function joinPath(path: string, key: PropertyKey): string {
  if (typeof key === "number") return `${path}[${key}]`;
  const text = String(key);
  const name = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(text) ? text : JSON.stringify(text);
  return path === "" ? name : `${path}.${name}`;
}
