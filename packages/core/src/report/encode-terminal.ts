/**
 * Untrusted text for a terminal or a CI log: control characters, bidirectional and zero-width characters are shown as
 * escapes, and no line can start a workflow command (`::error`, `##[group]`). Newlines stay.
 */
export function encodeTerminal(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n/g, "\n")
    .replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/##(?=\[)/g, "#\\u{23}")
    .replace(/^(\s*):(?=:)/gm, "$1\\u{3a}");
}

// C0 without tab and newline, DEL, C1, zero-width, bidirectional controls, line and paragraph separators, tag characters.
const unprintable =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
