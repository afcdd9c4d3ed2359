/**
 * Untrusted text for a terminal or a CI log: control characters, bidirectional and zero-width characters are shown as
 * escapes, and no line can start a workflow command (`::error`, `##[group]`, `##vso[...]`). Newlines stay.
 */
export function encodeTerminal(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n/g, "\n")
    .replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/##(?=[a-z]*\[)/gi, "#\\u{23}")
    .replace(/^(\s*):(?=:)/gm, "$1\\u{3a}");
}

/** {@link encodeTerminal} for text that has to stay in one line. */
export function encodeTerminalLine(text: string): string {
  return encodeTerminal(text.replace(/\s+/g, " ").trim());
}

// C0 without tab and newline, DEL, C1, soft hyphen, zero-width, bidirectional controls, line and paragraph separators,
// interlinear annotations, tag characters.
const unprintable =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
