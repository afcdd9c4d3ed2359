/** What is wrong with a text that is not exactly one JSON value. */
export type JsonProblem = "not-json" | "ambiguous" | "duplicate-key";

export type StrictJson = { readonly value: unknown } | { readonly problem: JsonProblem };

/** The one JSON value that is the whole of `text`; one Markdown fence around it is accepted, nothing else is. */
export function parseStrictJson(text: string): StrictJson {
  const body = unfence(text.trim());
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { problem: containsObject(text) ? "ambiguous" : "not-json" };
  }
  return hasDuplicateKey(body) ? { problem: "duplicate-key" } : { value };
}

function unfence(text: string): string {
  const opening = /^```(?:json)?[ \t]*\n/i.exec(text)?.[0];
  if (opening === undefined || !text.endsWith("```")) return text;
  const inner = text.slice(opening.length, -"```".length);
  return inner.includes("```") ? text : inner;
}

/** Whether valid JSON names a key twice in one object. `JSON.parse` would keep the last and say nothing. */
function hasDuplicateKey(json: string): boolean {
  const open: (Set<unknown> | undefined)[] = [];
  for (const [token] of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[[\]{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token.endsWith(":")) {
      const key: unknown = JSON.parse(token.slice(0, -1));
      const keys = open.at(-1);
      if (keys?.has(key) === true) return true;
      keys?.add(key);
    }
  }
  return false;
}

const startsTried = 20;

/** Whether a JSON object stands somewhere in `text`. */
function containsObject(text: string): boolean {
  let start = text.indexOf("{");
  for (let i = 0; i < startsTried && start >= 0; i++) {
    const end = endOfObject(text, start);
    if (end !== undefined && isJson(text.slice(start, end))) return true;
    start = text.indexOf("{", start + 1);
  }
  return false;
}

function endOfObject(text: string, start: number): number | undefined {
  const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/g;
  tokens.lastIndex = start;
  let depth = 0;
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    if (match[0] === "{") depth += 1;
    if (match[0] === "}" && --depth === 0) return match.index + 1;
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
