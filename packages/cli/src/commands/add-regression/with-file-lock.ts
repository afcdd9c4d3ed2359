import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { EvalError } from "@assay/core";

const waitMs = 10_000;

/**
 * Runs `work` while no other process of Assay adds to `file`: two that read the same rows and write them back would lose
 * what the other added. A lock that a killed process left is not taken over: two could do so at once.
 *
 * @throws EvalError `DATASET_LOCKED` when the lock's process is gone, or holds it for 10 seconds.
 */
export async function withFileLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const lock = join(dirname(file), `.${basename(file)}.adding`);
  const until = performance.now() + waitMs;
  while (!takeLock(lock)) {
    const isLeft = isAbandoned(lock);
    if (isLeft || performance.now() > until) {
      const what = isLeft ? "a process that is gone left its lock" : "another process is adding to it";
      throw new EvalError(`Failed to add to dataset "${file}": ${what}. Remove ${lock} and try again.`, {
        code: "DATASET_LOCKED",
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock(lock: string): boolean {
  try {
    const descriptor = openSync(lock, "wx");
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

function isAbandoned(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    // An empty lock is one that its process is about to write.
    if (!(pid > 0)) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
