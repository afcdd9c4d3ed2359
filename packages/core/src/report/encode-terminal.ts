import { showUnprintable } from "./show-unprintable.ts";

/**
 * Untrusted text for a terminal or a CI log: control characters, bidirectional and zero-width characters are shown as
 * escapes, and no line can start a workflow command (`::error`, `##[group]`, `##vso[...]`). Newlines stay.
 */
export function encodeTerminal(text: string): string {
  const shown = showUnprintable(text);
  if (!shown.includes("##") && !shown.includes("::")) return shown;
  return shown.replace(/##(?=[a-z]*\[)/gi, "#\\u{23}").replace(/^(\s*):(?=:)/gm, "$1\\u{3a}");
}

/** {@link encodeTerminal} for text that has to stay in one line. */
export function encodeTerminalLine(text: string): string {
  return encodeTerminal(text.replace(/\s+/g, " ").trim());
}
