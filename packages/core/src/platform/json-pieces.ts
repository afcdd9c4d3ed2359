/**
 * What `JSON.stringify(value, undefined, 2)` gives, piece by piece: large values never are one text. The first `levels` levels
 * of objects and lists are taken apart; there, any iterable is a list, made while it is written.
 */
export function jsonPieces(value: unknown, levels: number): Generator<string, void, undefined> {
  return piecesOf(value, levels, "\n");
}

/** The same of `JSON.stringify(value)`. */
export function compactJsonPieces(value: unknown, levels: number): Generator<string, void, undefined> {
  return piecesOf(value, levels, "");
}

/** `before`: what stands in front of it; `line`: how a line begins that is as deep, empty where there is one line only. */
function* piecesOf(
  value: unknown,
  levels: number,
  line: string,
  before = "",
): Generator<string, void, undefined> {
  if (levels > 0 && isIterable(value)) yield* listPieces(value, levels - 1, line, before);
  else if (levels > 0 && isObject(value)) yield* objectPieces(value, levels - 1, line, before);
  else yield before + wholeOf(value, line);
}

function wholeOf(value: unknown, line: string): string {
  if (line === "") return JSON.stringify(value) ?? "null";
  const depth = (line.length - 1) / 2;
  if (depth === 0) return JSON.stringify(value, undefined, 2) ?? "null";
  // As deep as it will stand: to put the spaces into its lines afterwards would take longer than the text itself.
  let nested = [value];
  for (let level = 1; level < depth; level++) nested = [nested];
  const text = JSON.stringify(nested, undefined, 2);
  return text.slice(depth * (depth + 3), -depth * (depth + 1));
}

/** Joins short texts to texts of about `size`: a write each would take longer than all else. */
export function* joinPieces(pieces: Iterable<string>, size = 65_536): Generator<string, void, undefined> {
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < size) continue;
    yield waiting.join("");
    waiting = [];
    length = 0;
  }
  if (length > 0) yield waiting.join("");
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !("toJSON" in value);
}

function* listPieces(
  items: Iterable<unknown>,
  levels: number,
  line: string,
  before: string,
): Generator<string, void, undefined> {
  const deeper = line === "" ? "" : `${line}  `;
  let [open, isEmpty] = [`${before}[`, true];
  for (const item of items) {
    // A generator of its own for each of many items would take longer than its text.
    if (levels === 0) yield open + deeper + wholeOf(item, deeper);
    else yield* piecesOf(item, levels, deeper, open + deeper);
    [open, isEmpty] = [",", false];
  }
  yield isEmpty ? `${open}]` : `${line}]`;
}

function* objectPieces(
  object: { readonly [key: string]: unknown },
  levels: number,
  line: string,
  before: string,
): Generator<string, void, undefined> {
  const deeper = line === "" ? "" : `${line}  `;
  const colon = line === "" ? ":" : ": ";
  let [open, isEmpty] = [`${before}{`, true];
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield* piecesOf(value, levels, deeper, open + deeper + JSON.stringify(key) + colon);
    [open, isEmpty] = [",", false];
  }
  yield isEmpty ? `${open}}` : `${line}}`;
}
