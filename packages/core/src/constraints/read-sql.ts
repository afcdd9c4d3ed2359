/** One statement of an SQL text. */
export interface SqlStatement {
  /** What it does, in lower case: `select`, `insert`, ...; "" when it begins with none of SQL's verbs. */
  readonly verb: string;
  /** Every verb in it: also of its inner statements, and of one that follows without a semicolon. */
  readonly verbs: readonly string[];
}

export interface SqlReading {
  readonly statements: readonly SqlStatement[];
  /** Why the text cannot be read: a quote that never closes, or one that dialects read differently. */
  readonly problem?: string;
}

/**
 * The statements of an SQL text, told by their words: strings, quoted names and comments are skipped, and statements end at
 * a semicolon. No grammar: whether a statement is complete, and what its functions do, only a database can say. What one
 * dialect takes for text and another one executes is a problem and no statement.
 */
export function readSql(text: string): SqlReading {
  const { tokens, problem = bracketProblem(tokens) } = readTokens(text);
  if (problem !== undefined) return { statements: [], problem };
  return { statements: split(tokens).map((words) => readStatement(words)) };
}

/** Words in lower case, single other characters, and `?` for a string or a quoted name. */
function readTokens(text: string): { readonly tokens: readonly string[]; readonly problem?: string } {
  const tokens: string[] = [];
  for (const { 0: whole, groups = {} } of text.matchAll(token)) {
    const problem = problems.find(([found]) => found.test(whole))?.[1];
    if (problem !== undefined) return { tokens, problem };
    if (groups["word"] !== undefined) tokens.push(whole.toLowerCase());
    else if (groups["quoted"] !== undefined) tokens.push("?");
    else if (groups["skipped"] === undefined) tokens.push(whole);
  }
  return { tokens };
}

const token =
  /(?<skipped>\s+|--[^\n]*|\/\*[^]*?\*\/)|(?<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[\p{L}_][^\]\n;]*\]|(?<tag>\$[\p{L}_]*\$)[^]*?\k<tag>)|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|\/\*|[^]/gu;

const problems: readonly (readonly [RegExp, string])[] = [
  [/^\/\*!/, "MySQL executes the comment /*! ... */"],
  [/^\/\*$/, "a comment never closes"],
  [/^--[^\s-]/, "a comment begins with -- and no space, which dialects read differently"],
  [/^['"][^]*\\['"]/, "a backslash stands before a quote, which dialects read differently"],
  [/^\$[^]*;/, "a semicolon stands inside of $$, which dialects read differently"],
  [/^['"`]$/, "a quote never closes"],
];

function bracketProblem(tokens: readonly string[]): string | undefined {
  let depth = 0;
  for (const one of tokens) {
    if (one === "(") depth += 1;
    if (one === ")") depth -= 1;
    if (depth < 0) return "a bracket closes that never opened";
  }
  return depth > 0 ? "a bracket never closes" : undefined;
}

function split(tokens: readonly string[]): string[][] {
  const statements: string[][] = [[]];
  for (const one of tokens) {
    if (one === ";") statements.push([]);
    else statements.at(-1)?.push(one);
  }
  return statements.filter((words) => words.length > 0);
}

function readStatement(words: readonly string[]): SqlStatement {
  const start = words.findIndex((word) => word !== "(");
  const first = words[start] ?? "";
  const inner = words.flatMap((word, index) =>
    index > start && isInnerVerb(words, index) ? [{ word, index }] : [],
  );
  const main = inner.find(({ index }) => depthAt(words, index) === 0)?.word ?? "";
  const verb = first === "with" ? main : verbs.has(first) ? first : "";
  const found = inner.map(({ word }) => word);
  return { verb, verbs: [...new Set([...(verb === "" ? [] : [verb]), ...found])] };
}

/** These words are reserved: unquoted they name no column. `for update` and `on delete` belong to another statement. */
function isInnerVerb(words: readonly string[], index: number): boolean {
  const [previous = "", word = "", next] = [words[index - 1], words[index], words[index + 1]];
  // SELECT ... INTO makes a table or a file.
  if (word === "into")
    return !words.slice(Math.max(0, index - 4), index).some((before) => writesInto.has(before));
  if (!reserved.has(word) || [".", "for", "key", "on"].includes(previous)) return false;
  return next !== "(" || word === "select" || word.startsWith("exec");
}

function depthAt(words: readonly string[], index: number): number {
  return words.slice(0, index).reduce((depth, word) => depth + (word === "(" ? 1 : word === ")" ? -1 : 0), 0);
}

const writesInto = new Set(["insert", "merge", "replace", "copy"]);
const reserved = new Set(
  "select insert update delete merge drop create alter truncate grant revoke call exec execute".split(" "),
);
const verbs = new Set([
  ...reserved,
  ...(
    "replace upsert rename do copy load set use show describe desc explain analyze vacuum begin start commit rollback savepoint " +
    "lock unlock attach detach pragma values table declare prepare deallocate handler import export comment reindex cluster refresh"
  ).split(" "),
]);
