import { showValue } from "../errors/show-value.ts";
import { showPath } from "./json-path.ts";
import { attempt, JsonSyntax, type JsonProblem } from "./json-problem.ts";
import type { JsonValue } from "./json-value.ts";

/** Deep enough for any real row, far from the end of the stack. */
export const deepestNesting = 500;

/**
 * Parses JSON as RFC 8259 has it, and refuses what `JSON.parse` loses without a word: a key given twice, an integer that
 * a double cannot hold, a number out of range. A `__proto__` key becomes an own property.
 *
 * @returns the value, or the problem that was met first.
 */
export function parseJson(text: string): { readonly value: JsonValue } | { readonly problem: JsonProblem } {
  return attempt(() => ({ value: new JsonParser(text).parseWhole() }));
}

/** Called for every value with its path and offset; only where a place in the text has to be found again. */
export type ValueListener = (path: readonly (string | number)[], offset: number) => void;

export class JsonParser {
  readonly #text: string;
  readonly #listener: ValueListener | undefined;
  readonly #path: (string | number)[] = [];
  #position = 0;
  #depth = 0;

  constructor(text: string, listener?: ValueListener) {
    this.#text = text;
    this.#listener = listener;
  }

  get position(): number {
    return this.#position;
  }

  parseWhole(): JsonValue {
    const value = this.parseValue();
    this.skipSpace();
    if (this.#position < this.#text.length) {
      this.#fail(`there is ${this.#shown()} after the end of the value`, "Write one JSON value per row");
    }
    return value;
  }

  /** Parses `[`, then every element by `onElement` with its start and end, then `]`. */
  parseElements(onElement: (value: JsonValue, start: number, end: number) => void): void {
    this.skipSpace();
    if (this.#code() !== 0x5b) this.#unexpected("an array of cases");
    this.#position++;
    this.skipSpace();
    if (this.#take(0x5d)) return;
    for (;;) {
      this.skipSpace();
      const start = this.#position;
      const value = this.parseValue();
      onElement(value, start, this.#position);
      this.skipSpace();
      if (this.#take(0x5d)) return;
      if (!this.#take(0x2c)) this.#unexpected('"," or "]"');
    }
  }

  /** Fails when anything but space is left. */
  expectEnd(): void {
    this.skipSpace();
    if (this.#position < this.#text.length) {
      this.#fail(`there is ${this.#shown()} after the end of the array`, "Remove it");
    }
  }

  parseValue(): JsonValue {
    this.skipSpace();
    this.#listener?.(this.#path, this.#position);
    const code = this.#code();
    if (code === 0x22) return this.#parseString();
    if (code === 0x7b || code === 0x5b) return this.#nested(code === 0x7b);
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#parseNumber();
    if (this.#text.startsWith("true", this.#position)) return this.#word("true", true);
    if (this.#text.startsWith("false", this.#position)) return this.#word("false", false);
    if (this.#text.startsWith("null", this.#position)) return this.#word("null", null);
    return this.#unexpected("a value");
  }

  skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#position);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#position++;
    }
  }

  #nested(isObject: boolean): JsonValue {
    if (this.#depth >= deepestNesting) {
      this.#fail(
        `values are nested more than ${deepestNesting} deep`,
        "Flatten the row, or keep the value as a string",
      );
    }
    this.#depth++;
    const value = isObject ? this.#parseObject() : this.#parseArray();
    this.#depth--;
    return value;
  }

  #parseObject(): JsonValue {
    const object: { [key: string]: JsonValue } = {};
    this.#position++;
    this.skipSpace();
    if (this.#take(0x7d)) return object;
    for (;;) {
      this.skipSpace();
      const keyOffset = this.#position;
      if (this.#code() !== 0x22) this.#unexpected("a key in double quotes");
      const key = this.#parseString();
      if (Object.hasOwn(object, key)) {
        this.#fail(
          `the key ${showValue(key)} is given twice in one object`,
          "Keep one of the two",
          keyOffset,
        );
      }
      this.skipSpace();
      if (!this.#take(0x3a)) this.#unexpected('":"');
      const value = this.#inside(key);
      // Assigned, "__proto__" would change the object's prototype instead.
      if (key === "__proto__") {
        Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
      } else object[key] = value;
      this.skipSpace();
      if (this.#take(0x7d)) return object;
      if (!this.#take(0x2c)) this.#unexpected('"," or "}"');
    }
  }

  #parseArray(): JsonValue {
    const array: JsonValue[] = [];
    this.#position++;
    this.skipSpace();
    if (this.#take(0x5d)) return array;
    for (;;) {
      array.push(this.#inside(array.length));
      this.skipSpace();
      if (this.#take(0x5d)) return array;
      if (!this.#take(0x2c)) this.#unexpected('"," or "]"');
    }
  }

  #inside(step: string | number): JsonValue {
    this.#path.push(step);
    const value = this.parseValue();
    this.#path.pop();
    return value;
  }

  #parseString(): string {
    const text = this.#text;
    const opening = this.#position++;
    let start = this.#position;
    let unescaped = "";
    for (;;) {
      const code = text.charCodeAt(this.#position);
      if (code === 0x22) {
        const value = unescaped + text.slice(start, this.#position);
        this.#position++;
        return value;
      }
      if (code === 0x5c) {
        unescaped += text.slice(start, this.#position) + this.#parseEscape();
        start = this.#position;
      } else if (code >= 0x20) this.#position++;
      else if (Number.isNaN(code)) this.#cutOff("a string", opening);
      else {
        const shown = `U+${code.toString(16).padStart(4, "0").toUpperCase()}`;
        this.#fail(
          `a string holds the control character ${shown}`,
          `Write it as \\u${shown.slice(2).toLowerCase()}`,
        );
      }
    }
  }

  #parseEscape(): string {
    const next = this.#text[this.#position + 1];
    if (next === "u") {
      const digits = this.#text.slice(this.#position + 2, this.#position + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits))
        this.#fail("\\u stands without four hexadecimal digits", "Complete it");
      this.#position += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    if (next === undefined) this.#cutOff("a string", this.#position);
    const escaped = escapes.get(next);
    if (escaped === undefined)
      this.#fail(`${showValue(`\\${next}`)} is no escape of JSON`, 'Write "\\\\" for a backslash');
    this.#position += 2;
    return escaped;
  }

  #parseNumber(): number {
    numberPattern.lastIndex = this.#position;
    const literal = numberPattern.exec(this.#text)?.[0];
    const following = literal === undefined ? "" : (this.#text[this.#position + literal.length] ?? "");
    if (literal === undefined || /[0-9a-zA-Z.+-]/.test(following)) {
      return this.#fail(`${this.#shown()} is not a number of JSON`, "Write it like -12.5e3, or as a string");
    }
    const value = Number(literal);
    if (!Number.isFinite(value)) {
      this.#fail(`the number ${literal.slice(0, 40)} is out of range`, "Write it as a string");
    }
    if (!Number.isSafeInteger(value) && /^-?\d+$/.test(literal)) {
      this.#fail(`the integer ${literal.slice(0, 40)} would lose digits`, "Write it as a string");
    }
    this.#position += literal.length;
    return value;
  }

  #word<Value extends JsonValue>(word: string, value: Value): Value {
    this.#position += word.length;
    return value;
  }

  #code(): number {
    return this.#text.charCodeAt(this.#position);
  }

  #take(code: number): boolean {
    if (this.#text.charCodeAt(this.#position) !== code) return false;
    this.#position++;
    return true;
  }

  #unexpected(wanted: string): never {
    if (this.#position >= this.#text.length) return this.#cutOff("the value");
    const hint =
      this.#text.startsWith("NaN", this.#position) || /^-?Infinity/.test(this.#rest()) ? notJson : syntax;
    return this.#fail(`expected ${wanted}, found ${this.#shown()}`, hint);
  }

  #cutOff(inside: string, offset: number = this.#position): never {
    return this.#fail(
      `the text ends inside ${inside}`,
      "Complete it: the file may have been cut off",
      offset,
    );
  }

  #rest(): string {
    return this.#text.slice(this.#position, this.#position + 20);
  }

  #shown(): string {
    const token = /^(?:[\w.+-]+|[^])/u.exec(this.#rest())?.[0] ?? "";
    return showValue(token);
  }

  #fail(what: string, remedy: string, offset: number = this.#position): never {
    throw new JsonSyntax({ offset, what: what + this.#where(), remedy });
  }

  #where(): string {
    const path = showPath(this.#path);
    return path === "" ? "" : ` (at ${path})`;
  }
}

const notJson = "JSON has no NaN and no Infinity: write null or a string";
const syntax = "Correct the JSON";
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const escapes = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
