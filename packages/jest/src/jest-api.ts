import { EvalError } from "@assay/core";

type DefineSuite = (name: string, body: () => void) => void;
type DefineTest = (name: string, body: () => Promise<void>, timeout?: number) => void;

/** The part of Jest's test-side API that we call, the same in 29 and 30. */
export interface JestApi {
  readonly describe: DefineSuite & { readonly only: DefineSuite; readonly skip: DefineSuite };
  readonly test: DefineTest & {
    readonly only: DefineTest;
    readonly skip: DefineTest;
    readonly concurrent: DefineTest;
  };
  readonly afterAll: (body: () => void) => void;
  readonly expect: JestExpect;
}

export interface JestExpect {
  extend(matchers: object): void;
  getState(): JestExpectState;
}

/** What `expect` knows about the running test. */
export interface JestExpectState {
  /** Absolute. */
  readonly testPath?: string;
  /** Names of suites and test, joined by spaces; wrong while concurrent tests run. */
  readonly currentTestName?: string;
  /** Right in concurrent tests; absent in sequential ones of Jest 29. */
  readonly currentConcurrentTestName?: () => string | undefined;
  /** Jest 30.5: one object per test, the same in all of its attempts. */
  readonly currentTestIdentity?: () => object | undefined;
}

const apiSymbol = Symbol.for("assay.jest.1");
const holder = globalThis as { [apiSymbol]?: JestApi };

/**
 * Keeps the API for {@link jestApi}. Importing `@jest/globals` where it is used would break every file that needs
 * `@assay/jest` outside of a test: the configuration, above all.
 */
export function provideJestApi(api: JestApi): void {
  holder[apiSymbol] = api;
}

/** The API that the set-up file provided. */
export function jestApi(caller: string, name: string): JestApi {
  const api = holder[apiSymbol];
  if (api !== undefined) return api;
  throw new EvalError(
    `Failed to define ${caller} "${name}": the set-up file of Assay is not loaded. Set preset: "@assay/jest" or setupFilesAfterEnv: ["@assay/jest/setup"] in the Jest configuration, and call ${caller} in a test file only.`,
    { code: "CONFIG_INVALID" },
  );
}
