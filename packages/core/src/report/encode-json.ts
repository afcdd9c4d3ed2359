/**
 * `value` as JSON that may also be printed: what a terminal, a CI runner or a page would read as its own (control,
 * bidirectional and zero-width characters, `##[`, `<`) is written as `\u` escapes, which are the same JSON.
 */
export function encodeJson(value: unknown, indent = 2): string {
  return encodeJsonText(JSON.stringify(value, undefined, indent));
}

/** JSON, or a piece of it that ends outside of its texts. */
export function encodeJsonText(json: string): string {
  const shown = isPrintable(json)
    ? json
    : json.replace(unprintable, (marks) => marks.split("").map(escaped).join(""));
  const commandless = shown.includes("##") ? shown.replace(/##(?=[a-z]*\[)/gi, "#\\u0023") : shown;
  return commandless.replaceAll("<", "\\u003c");
}

/** ASCII, in which JSON escapes all else; to count bytes is much faster than to look for many marks. */
function isPrintable(json: string): boolean {
  return Buffer.byteLength(json) === json.length && !json.includes("\u007f");
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

// JSON escapes C0 and lone surrogates itself. \udb40 begins the tag characters.
const unprintable =
  // oxlint-disable-next-line no-misleading-character-class
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]|\udb40[\udc00-\udfff]/g;
