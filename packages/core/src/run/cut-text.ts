import type { CutText } from "./journal-line.ts";

/** What of an input, an expected value or an output is kept in the journal, in UTF-16 units. */
const keptLength = 4_000;

/** `value` as text, cut to what a journal keeps, with the length of the whole. */
export function cutText(value: unknown): CutText {
  const text = typeof value === "string" ? value : printJson(value);
  return {
    text: text.length > keptLength ? text.slice(0, keptLength).toWellFormed() : text,
    length: text.length,
  };
}

function printJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
