/** Where and why a text is not the JSON that a dataset may hold. */
export interface JsonProblem {
  /** In UTF-16 units, from 0. */
  readonly offset: number;
  readonly what: string;
  readonly remedy: string;
}

/** Runs code that uses a `JsonParser`; the problem it meets is returned. */
export function attempt<Result>(parse: () => Result): Result | { readonly problem: JsonProblem } {
  try {
    return parse();
  } catch (error) {
    if (error instanceof JsonSyntax) return { problem: error.problem };
    throw error;
  }
}

export class JsonSyntax extends Error {
  readonly problem: JsonProblem;

  constructor(problem: JsonProblem) {
    super(problem.what);
    this.problem = problem;
  }
}
