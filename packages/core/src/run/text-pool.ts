/** Keeps one copy of each text: a journal repeats the names of tools, fields and labels once per case. */
export class TextPool {
  readonly #texts: Map<string, string> = new Map();

  one(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}
