/** The parts of Jest's reporter interface that we read, the same in 29 and 30; `@jest/reporters` need not be installed. */

export interface JestGlobalConfig {
  readonly rootDir: string;
  readonly watch?: boolean;
  readonly watchAll?: boolean;
  readonly bail?: number;
  readonly testNamePattern?: string;
  /** Jest 29. */
  readonly testPathPattern?: string;
  /** Jest 30. */
  readonly testPathPatterns?: { readonly patterns: readonly string[] };
  readonly runTestsByPath?: boolean;
  readonly nonFlagArgs?: readonly string[];
  readonly onlyChanged?: boolean;
  readonly onlyFailures?: boolean;
  readonly lastCommit?: boolean;
  readonly changedSince?: string;
  readonly findRelatedTests?: boolean;
  readonly shard?: { readonly shardIndex: number; readonly shardCount: number };
  /** Names or paths, with their options. */
  readonly reporters?: readonly (readonly [name: string, options?: unknown])[];
}

export interface JestTest {
  /** Absolute. */
  readonly path: string;
  readonly context: JestContext;
}

/** What Jest knows of a project. */
export interface JestContext {
  readonly config: { readonly id: string; readonly rootDir: string; readonly globals: object };
  readonly hasteFS?: { getAllFiles(): string[] };
}

/** One attempt of one test. */
export interface JestCaseResult {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  /** Names of suites and test, joined by spaces. */
  readonly fullName: string;
  readonly status: "passed" | "failed" | "pending" | "todo" | "skipped" | "disabled" | "focused";
  /** What was thrown; in a worker process only what JSON keeps of it. */
  readonly failureDetails: readonly unknown[];
  readonly failureMessages: readonly string[];
  /** From 1. */
  readonly invocations?: number;
  readonly duration?: number | null;
  readonly numPassingAsserts?: number;
}

export interface JestFileResult {
  readonly testFilePath: string;
  readonly testResults: readonly JestCaseResult[];
  /** Why the file did not load, or how its worker died. */
  readonly testExecError?: { readonly message?: string };
  readonly failureMessage?: string | null;
}

export interface JestRunResult {
  readonly wasInterrupted: boolean;
  readonly numFailedTests: number;
  /** Of all test files that Jest set out to run; those that a bail leaves out included. */
  readonly numTotalTestSuites: number;
  readonly runExecError?: { readonly message?: string };
}
