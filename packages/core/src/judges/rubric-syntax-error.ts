/** What is wrong with a rubric's file before its fields are looked at. */
export class RubricSyntaxError extends Error {
  override readonly name: string = "RubricSyntaxError";
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** What a rubric's file says, and where. */
export interface ParsedRubric {
  /** Not checked yet. */
  readonly definition: { readonly [field: string]: unknown };
  /** The line of a field, such as `pass` or `examples[0].critique`. */
  readonly lineOf: (field: string) => number;
}
