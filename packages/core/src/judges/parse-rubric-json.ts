import { parseJson } from "../dataset/json-parser.ts";
import { locateJson } from "../dataset/locate-json.ts";
import { TextLines } from "../dataset/text-lines.ts";
import { RubricSyntaxError, type ParsedRubric } from "./rubric-syntax-error.ts";

/** @throws RubricSyntaxError when `text` is not exactly one JSON object. */
export function parseRubricJson(text: string): ParsedRubric {
  const lines = new TextLines(text);
  const parsed = parseJson(text.replace(/^\ufeff/, ""));
  if ("problem" in parsed) {
    const { offset, what, remedy } = parsed.problem;
    throw new RubricSyntaxError(`${what}. ${remedy}`, lines.at(offset).line);
  }
  const { value } = parsed;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new RubricSyntaxError("it is no JSON object", 1);
  return {
    definition: value as ParsedRubric["definition"],
    lineOf: (field) => lines.at(locateJson(text, pathOf(field, value))).line,
  };
}

/** `examples[0].critique` as a path through `value`: the key of a list is a number, that of an object never. */
function pathOf(field: string, value: unknown): (string | number)[] {
  let at = value;
  return field
    .split(/[.[\]]+/)
    .filter((step) => step !== "")
    .map((step) => {
      const key = Array.isArray(at) ? Number(step) : step;
      at =
        typeof at === "object" && at !== null ? (at as { readonly [key: string]: unknown })[key] : undefined;
      return key;
    });
}
