import { canonicalJson } from "../platform/canonical-json.ts";
import { parseJson } from "./json-parser.ts";

/** A judged output that a rubric shows its judge. */
export interface FewShotExample {
  readonly input?: string;
  readonly output: string;
}

/** What of a case must not stand in the examples of the judge that it is to measure. */
export interface MeasuredCase {
  readonly input?: unknown;
  readonly expected?: unknown;
}

/**
 * The number (from 0) of the first example that gives the case away: its input is the case's input (as a whole, or as a
 * text right under it, `input.question`), or it has no input and its output is what the case expects. White space does
 * not count, and texts of nothing else never match.
 */
export function leakedExample(
  examples: readonly FewShotExample[],
  { input, expected }: MeasuredCase,
): number | undefined {
  const inputs = [input, ...textsUnder(input)];
  const index = examples.findIndex((example) =>
    example.input === undefined || isBlank(example.input)
      ? isSame(example.output, expected)
      : inputs.some((candidate) => isSame(example.input as string, candidate)),
  );
  return index < 0 ? undefined : index;
}

function textsUnder(input: unknown): unknown[] {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return [];
  return Object.values(input).filter((value) => typeof value === "string");
}

function isSame(shown: string, value: unknown): boolean {
  if (value === undefined || isBlank(shown)) return false;
  if (typeof value === "string") return squash(shown) === squash(value);
  const parsed = parseJson(shown);
  return "value" in parsed && canonicalJson(parsed.value) === canonicalJson(value);
}

function isBlank(text: string): boolean {
  return squash(text) === "";
}

function squash(text: string): string {
  return text.normalize("NFC").trim().replace(/\s+/g, " ");
}
