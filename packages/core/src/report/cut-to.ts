import type { CutText } from "../run/journal-line.ts";

/** The first `length` units of a text, and how long the whole is where that is more. */
export function cutTo(text: string, length: number = 500): string {
  return text.length <= length
    ? text
    : told({ text: text.slice(0, length).toWellFormed(), length: text.length });
}

/** A text that may be cut already, and how long the whole was. */
export function showCut(cut: CutText): string {
  return cut.length > cut.text.length ? told(cut) : cut.text;
}

function told({ text, length }: CutText): string {
  return `${text} ... (${length} characters)`;
}
