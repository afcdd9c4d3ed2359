const stateName = "JEST_STATE_SYMBOL";

/** The part of jest-circus's state that we read, the same in 29 and 30. */
interface CircusState {
  /** `describe.skip` hands its mode down to the suites in it. */
  readonly currentDescribeBlock?: { readonly mode?: string };
}

/**
 * Whether what is being defined is in a `describe.skip`. Jest's API does not tell, and a case that nobody calls skipped would
 * look as if a `.only` had kept it from running: then the run would be taken for a part of the suite, on purpose.
 */
export function isInSkippedSuite(): boolean {
  const symbol = Object.getOwnPropertySymbols(globalThis).find(
    ({ description }) => description === stateName,
  );
  if (symbol === undefined) return false;
  const state = (globalThis as { readonly [key: symbol]: CircusState | undefined })[symbol];
  return state?.currentDescribeBlock?.mode === "skip";
}
