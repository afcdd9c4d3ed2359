import { showValue } from "../errors/show-value.ts";
import { deepestNesting } from "./json-parser.ts";
import { showPath, type JsonPath } from "./json-path.ts";
import { isPlainObject } from "./plain-object.ts";

/** Whether `text` is a calendar date of ISO 8601, with or without a time. */
export function isDate(text: string): boolean {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (match === null) return false;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as Numbers;
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  const onCalendar = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return onCalendar && hour <= 23 && minute <= 59 && second <= 60;
}

type Numbers = [number, number, number, number, number, number];

/** The first thing in `value` that JSON cannot hold; rows from files never have one, rows from code may. */
export function jsonValueProblem(
  value: unknown,
  path: JsonPath,
): { readonly path: JsonPath; readonly what: string } | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return problem(path, String(value));
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return undefined;
  if (typeof value !== "object") return problem(path, showValue(value));
  if (path.length > deepestNesting) return problem(path, `nested more than ${deepestNesting} deep`);
  if (!Array.isArray(value) && !isPlainObject(value)) return problem(path, "an instance of a class");
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  for (const [step, element] of entries) {
    const inner = jsonValueProblem(element, [...path, step]);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function problem(path: JsonPath, what: string): { readonly path: JsonPath; readonly what: string } {
  return { path, what: `"${showPath(path)}" is ${what}` };
}
