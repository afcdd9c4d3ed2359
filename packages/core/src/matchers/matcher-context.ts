/** What both runners bind to `this` in a matcher, reduced to what our matchers use. */
export interface MatcherContext {
  readonly isNot?: boolean;
  /** Absent exactly when the matcher is used asymmetrically, in Vitest 4 and 5 and in Jest 29 and 30. */
  readonly promise?: string;
  /** Vitest: the assertion is `expect.soft`. */
  readonly soft?: boolean;
  /** Vitest: the assertion is `expect.poll`. */
  readonly poll?: boolean;
  /** Jest only. */
  readonly dontThrow?: unknown;
  readonly equals: (a: unknown, b: unknown, customTesters?: never[], strict?: boolean) => boolean;
  readonly utils?: {
    readonly printDiffOrStringify?: (
      expected: unknown,
      received: unknown,
      expectedLabel: string,
      receivedLabel: string,
      expand: boolean,
    ) => string;
  };
}

/** What both runners expect a matcher to return. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}
