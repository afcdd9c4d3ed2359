import { EvalError } from "../errors/eval-error.ts";
import { showName, showValue } from "../errors/show-value.ts";
import { deepestNesting } from "./json-parser.ts";
import { showPath } from "./json-path.ts";
import { isPlainObject } from "./plain-object.ts";

export interface StringifyOptions {
  /** Keys of every object in code-unit order: equal values give equal text. */
  readonly sortKeys?: boolean;
  /** Spaces or a tab per level; without it everything stands on one line. */
  readonly indent?: string;
  /** What stands before the value on its line, with `indent`. */
  readonly margin?: string;
}

/**
 * `value` as JSON that `parseJson` reads back unchanged: -0 stays -0, and an integer beyond 2^53 gets an exponent.
 *
 * @throws EvalError (DATASET_INVALID_CASE) for what JSON would lose or change: NaN, undefined, Date, Map, class instances, cycles.
 */
export function stringifyJson(value: unknown, options: StringifyOptions = {}): string {
  return new Writer(options).write(value, `\n${options.margin ?? ""}`);
}

class Writer {
  readonly #options: StringifyOptions;
  readonly #path: (string | number)[] = [];

  constructor(options: StringifyOptions) {
    this.#options = options;
  }

  write(value: unknown, newline: string): string {
    if (typeof value === "string") return JSON.stringify(value);
    if (typeof value === "number") return this.#number(value);
    if (typeof value === "boolean" || value === null) return String(value);
    if (typeof value !== "object") return this.#refuse(showValue(value));
    if (this.#path.length > deepestNesting)
      return this.#refuse(`something nested more than ${deepestNesting} deep`);
    const inner = this.#options.indent === undefined ? "" : newline + this.#options.indent;
    const parts = Array.isArray(value) ? this.#elements(value, inner) : this.#members(value, inner);
    const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
    if (parts.length === 0 || inner === "") return open + parts.join(",") + close;
    return open + inner + parts.join(`,${inner}`) + newline + close;
  }

  #elements(array: readonly unknown[], newline: string): string[] {
    return Array.from(array, (element, index) => this.#inside(index, element, newline));
  }

  #members(object: object, newline: string): string[] {
    if (!isPlainObject(object)) return this.#refuse(describeInstance(object));
    const entries = Object.entries(object);
    if (this.#options.sortKeys === true) entries.sort(([left], [right]) => (left < right ? -1 : 1));
    const colon = newline === "" ? ":" : ": ";
    return entries.map(([key, value]) => JSON.stringify(key) + colon + this.#inside(key, value, newline));
  }

  #inside(step: string | number, value: unknown, newline: string): string {
    this.#path.push(step);
    const text = this.write(value, newline);
    this.#path.pop();
    return text;
  }

  #number(value: number): string {
    if (!Number.isFinite(value)) return this.#refuse(String(value));
    if (Object.is(value, -0)) return "-0";
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
  }

  #refuse(what: string): never {
    const path = showPath(this.#path);
    throw new EvalError(
      `Failed to write ${path === "" ? "the value" : `"${path}"`} as JSON: it is ${what}, which JSON cannot hold. Use null, a string, a finite number, a plain object or an array.`,
      { code: "DATASET_INVALID_CASE" },
    );
  }
}

function describeInstance(object: object): string {
  const { constructor } = object;
  return typeof constructor === "function" && constructor.name !== ""
    ? `an instance of ${showName(constructor.name)}`
    : "an instance of a class";
}
