import { EvalError } from "../errors/eval-error.ts";
import { describeKind } from "../errors/describe-kind.ts";
import { field, isObject, textField } from "../trace/fields.ts";

/** A tool's name and the JSON schema of its arguments. */
export interface ToolDefinition {
  readonly name: string;
  readonly schema: object;
}

/**
 * Reads the definitions of tools as providers take them: MCP (`inputSchema`), OpenAI (`parameters`, on top or under
 * `function`), Anthropic (`input_schema`).
 *
 * @throws EvalError `MATCHER_ARGUMENT` when one has no name or no schema.
 */
export function readDefinitions(matcher: string, definitions: unknown): readonly ToolDefinition[] {
  if (!Array.isArray(definitions) || definitions.length === 0) {
    throw invalid(matcher, "a list of tool definitions", definitions);
  }
  return definitions.map((definition: unknown) => readDefinition(matcher, definition));
}

function readDefinition(matcher: string, definition: unknown): ToolDefinition {
  const inner = isObject(field(definition, "function")) ? field(definition, "function") : definition;
  const name = textField(inner, "name");
  const schema = ["inputSchema", "parameters", "input_schema"]
    .map((key) => field(inner, key))
    .find((found) => isObject(found));
  if (name === undefined || schema === undefined) {
    throw invalid(
      matcher,
      "each definition to have a name and a JSON schema (`inputSchema`, `parameters` or `input_schema`)",
      definition,
    );
  }
  return { name, schema };
}

function invalid(matcher: string, wanted: string, got: unknown): EvalError {
  return new EvalError(
    `Failed to evaluate "${matcher}": expected ${wanted}, got ${describeKind(got)}. Correct the argument.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
