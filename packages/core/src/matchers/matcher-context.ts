/** What both runners bind to `this` in a matcher, reduced to what our matchers use. */
export interface MatcherContext {
  readonly isNot?: boolean;
  /** Absent exactly when the matcher is used asymmetrically, in Vitest 4 and 5 and in Jest 29 and 30. */
  readonly promise?: string;
  /** Vitest: the assertion is `expect.soft`. */
  readonly soft?: boolean;
  /** Vitest: the assertion is `expect.poll`. */
  readonly poll?: boolean;
  /** Vitest: the running test; `startTime` is in milliseconds since the epoch. */
  readonly task?: { readonly timeout?: number; readonly result?: { readonly startTime?: number } };
  /** Jest only. */
  readonly dontThrow?: unknown;
  readonly equals: (a: unknown, b: unknown, customTesters?: never[], strict?: boolean) => boolean;
  /** The runners' own printers; `printDiffOrStringify` takes other arguments in Vitest than in Jest. */
  readonly utils?: { readonly printDiffOrStringify?: unknown };
}

/** What both runners expect a matcher to return. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}
