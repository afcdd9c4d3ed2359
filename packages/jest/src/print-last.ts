/**
 * Prints after Jest's own summary: Jest adds the reporter that prints it behind the ones of the configuration. Standard
 * error, as Jest's reporters do, because `--json` owns standard output.
 */
export function printLast(text: string): void {
  let printed = false;
  // With --bail Jest ends by itself, and takes `write` away before it does: ours would be lost.
  const write = process.stderr.write.bind(process.stderr);
  const print = (): void => {
    process.off("exit", print);
    if (printed) return;
    printed = true;
    write(text);
  };
  process.once("exit", print);
  setImmediate(print);
}
