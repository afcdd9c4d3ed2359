import { mkdtempSync, realpathSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { isEvalError, type EvalError } from "../../errors/eval-error.ts";

/** A folder with `files`, gone when the test ends. */
export function datasetFolder(files: { readonly [name: string]: string | Uint8Array } = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "assay-dataset-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The EvalError that `action` throws or rejects with. */
export async function evalErrorOf(action: () => unknown): Promise<EvalError> {
  try {
    await action();
  } catch (error) {
    if (isEvalError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
