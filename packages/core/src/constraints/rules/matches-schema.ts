import type { Constraint, RuleOptions } from "../constraint.ts";
import { invalidConstraint } from "../invalid-constraint.ts";
import { limitTime } from "../limit-time.ts";
import { isSchema, schemaIssues, type Schema, type SchemaIssue } from "../schema.ts";

/** The whole text is JSON that satisfies `schema`. */
export function matchesSchema(name: string, schema: Schema, options: RuleOptions = {}): Constraint {
  if (!isSchema(schema)) {
    throw invalidConstraint(
      name,
      "expected a schema with `safeParse` (zod) or a Standard Schema; a JSON schema becomes one by `await jsonSchema(...)`",
    );
  }
  return {
    id: name,
    advisory: options.advisory === true,
    evaluate(text) {
      const parsed = parseJson(text);
      if ("problem" in parsed) return { pass: false, reason: `is not JSON: ${parsed.problem}` };
      const issues = limitTime(`the schema of "${name}"`, () => schemaIssues(schema, parsed.value));
      if (issues.length === 0) return { pass: true, reason: "satisfies the schema" };
      const shown = issues.slice(0, 5).map((issue) => printIssue(issue));
      const more = issues.length > shown.length ? `; ${issues.length - shown.length} more` : "";
      return { pass: false, reason: `${shown.join("; ")}${more}` };
    },
  };
}

function parseJson(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function printIssue({ path, message }: SchemaIssue): string {
  return path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`;
}
