import type { PageText } from "../page-data.ts";
import { h } from "./dom.ts";

/** A text as it was recorded, JSON with indents, and how much of it is missing. */
export function textBlock(title: string, value: PageText | undefined): HTMLElement | undefined {
  if (value === undefined) return undefined;
  return h(
    "div",
    { class: "text" },
    h("h3", {}, title),
    h("pre", { tabindex: 0, "aria-label": title }, value.text === "" ? h("i", {}, "empty") : readable(value)),
    value.text.length < value.length &&
      h("p", { class: "quiet" }, `cut: the first ${value.text.length} of ${value.length} characters`),
  );
}

/**
 * What a check or a test said. A text of several lines is a runner's: marks and columns stand below each other, as in a
 * terminal. One line is a sentence.
 */
export function messageBlock(text: string, name: string): HTMLElement {
  return text.includes("\n")
    ? h("pre", { class: "message", tabindex: 0, "aria-label": name }, text)
    : h("p", { class: "reason-text" }, text);
}

/** Indented, where the whole text is a JSON object or list. */
export function readable({ text, length }: PageText): string {
  if (text.length < length || !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
