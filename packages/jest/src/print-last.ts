/**
 * Prints after Jest's own summary: Jest adds the reporter that prints it behind the ones of the configuration. Standard
 * error, as Jest's reporters do, because `--json` owns standard output.
 */
export function printLast(text: string): void {
  let printed = false;
  const print = (): void => {
    process.off("exit", print);
    if (printed) return;
    printed = true;
    process.stderr.write(text);
  };
  process.once("exit", print);
  setImmediate(print);
}
