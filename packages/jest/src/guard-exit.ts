/**
 * Fails the process when it ends before the run is finished: where Jest runs tests in its own process, a test that calls
 * `process.exit(0)` ends Jest with a green exit code and no report at all. Returns what lifts the guard.
 */
export function guardExit(): () => void {
  const onExit = (code: number): void => {
    if (code !== 0) return;
    process.exitCode = 1;
    process.stderr.write(
      "Assay: the process ended before the run was finished: some code called process.exit(0).\n",
    );
  };
  process.once("exit", onExit);
  return () => void process.off("exit", onExit);
}
