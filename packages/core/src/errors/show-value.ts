const longest = 80;

/** A value from outside for one line of an error message: as JSON, cut, with nothing a terminal or a CI log acts on. */
export function showValue(value: unknown): string {
  return escapeUnsafe(cut(describe(value)));
}

/** A name from outside (a path, a key) for one line of an error message; without quotes. */
export function showName(name: string): string {
  return escapeUnsafe(
    cut(JSON.stringify(name.slice(0, 4 * longest)).slice(1, -1), 4 * longest).replaceAll('\\"', '"'),
  );
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, longest + 1));
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined) {
    return Object.is(value, -0) ? "-0" : String(value);
  }
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `an array of ${value.length}`;
  const keys = Object.keys(value).slice(0, 3);
  return keys.length === 0
    ? "an empty object"
    : `an object with ${keys.map((key) => JSON.stringify(key)).join(", ")}`;
}

function cut(text: string, length: number = longest): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** C0, C1, bidirectional and zero-width characters, lone surrogates, and the start of a workflow command. */
function escapeUnsafe(text: string): string {
  return text
    .replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replaceAll("##[", "#\\u{23}[")
    .replace(/^::/, "\\u{3a}:");
}

const unsafe =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\u{e0000}-\u{e007f}]/gu;
