import { EvalError } from "../errors/eval-error.ts";
import { runningCase } from "../run/running-case.ts";
import { traceOf } from "../trace/trace-of.ts";

/** The text under `expect`: a string, or the `text` of a reply. */
export function judgedText(matcher: string, received: unknown): string {
  if (typeof received === "string") return received;
  if (
    typeof received === "object" &&
    received !== null &&
    "text" in received &&
    typeof received.text === "string"
  ) {
    noteModels(received);
    return received.text;
  }
  throw new EvalError(
    `Failed to use "${matcher}": expected a text, or an object with a \`text\`, under expect(), got ${describe(received)}. Pass the text to judge.`,
    { code: "MATCHER_ARGUMENT" },
  );
}

/** A reply may name the models that wrote it: a judge of their family is reported. One of no known shape names none. */
function noteModels(reply: object): void {
  const context = runningCase();
  if (context === undefined) return;
  try {
    context.addModels(traceOf(reply).models ?? []);
  } catch {
    return;
  }
}

/** An input or a reference as the judge reads it: texts as they are, anything else as JSON. */
export function materialText(matcher: string, name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  const text = typeof value === "function" ? undefined : JSON.stringify(value, null, 2);
  if (typeof text === "string") return text;
  throw new EvalError(
    `Failed to use "${matcher}": expected \`${name}\` to be a text or JSON, got ${typeof value}. Pass what the judge should read.`,
    { code: "MATCHER_ARGUMENT" },
  );
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Promise) return "a promise (write await in front of it)";
  return Array.isArray(value) ? "an array" : typeof value;
}
