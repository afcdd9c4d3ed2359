import { dirname } from "node:path";
import { fs } from "./native-fs.cjs";

/**
 * Makes a directory and those it is in, as far as they are missing. Not with `recursive`: where a file system says that a new
 * entry's directory does not exist although it does, as /proc does, Node 20 tries for ever.
 *
 * @throws Error of the file system, as `mkdirSync`.
 * @example
 * ```ts
 * makeDirectory(join(tmpdir(), "reports", "june"), 0o700);
 * ```
 */
export function makeDirectory(path: string, mode: number = 0o777): void {
  const missing: string[] = [];
  for (let current = path; !fs.existsSync(current); current = dirname(current)) missing.unshift(current);
  if (missing.length === 0 && !fs.statSync(path).isDirectory()) fs.mkdirSync(path);
  for (const directory of missing) makeOne(directory, mode);
}

/** Another process may make it in between; what is no directory fails at the entry below it, or where it is used. */
function makeOne(directory: string, mode: number): void {
  try {
    fs.mkdirSync(directory, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !fs.existsSync(directory)) throw error;
  }
}
