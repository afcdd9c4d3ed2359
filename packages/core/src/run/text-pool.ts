/** More different values than these do not repeat often enough to be worth a place. */
const mostValues = 1_000;

/** Keeps one copy of each text: a journal repeats the names of tools, fields and labels once per case. */
export class TextPool {
  readonly #texts: Map<string, string> = new Map();
  readonly #values: Map<string, unknown> = new Map();

  one(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }

  /** One copy of equal JSON: of dimensions, tags, rubrics, of which a run has few. */
  same<Value>(value: Value): Value {
    const text = JSON.stringify(value);
    const known = this.#values.get(text);
    if (known !== undefined) return known as Value;
    if (this.#values.size < mostValues) this.#values.set(text, value);
    return value;
  }
}
