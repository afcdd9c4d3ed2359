/** A test file that did not load or whose worker crashed: its cases are unknown or lost. */
export interface FailedFile {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly reason: string;
}

/** What only the parent knows when a run ends. */
export interface RunFacts {
  readonly interrupted: boolean;
  readonly failedFiles: readonly FailedFile[];
  readonly unhandledErrors: readonly string[];
  /** `.only` narrowed the run. */
  readonly onlyMode?: boolean;
}
