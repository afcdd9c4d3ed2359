/** Turns offsets of a text into lines and columns, both from 1. Quick for offsets that grow. */
export class TextLines {
  readonly #text: string;
  #line = 1;
  #lineStart = 0;
  #checked = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    if (offset < this.#checked) this.#restart();
    for (let index = this.#checked; index < offset; index++) {
      const code = this.#text.charCodeAt(index);
      if (code === 0x0a || (code === 0x0d && this.#text.charCodeAt(index + 1) !== 0x0a)) {
        this.#line++;
        this.#lineStart = index + 1;
      }
    }
    this.#checked = offset;
    return { line: this.#line, column: offset - this.#lineStart + 1 };
  }

  #restart(): void {
    this.#line = 1;
    this.#lineStart = 0;
    this.#checked = 0;
  }
}
