/**
 * `text` in well-formed Unicode with everything that has no glyph of its own shown as an escape: control characters except
 * tab and newline, bidirectional and zero-width characters. CRLF becomes a newline.
 */
export function showUnprintable(text: string): string {
  if (plain.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/\r\n/g, "\n")
    .replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Nearly all texts of a report: one test instead of three searches. */
const plain = /^[\t\n -~\u00a1-\u00ac\u00ae-\u02ff]*$/;

// C0 without tab and newline, DEL, C1, soft hyphen, zero-width, bidirectional controls, line and paragraph separators,
// interlinear annotations, noncharacters, tag characters.
const unprintable =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;
