import { join } from "node:path";
import { makeDirectory } from "../../platform/make-directory.ts";
import { fs } from "../../platform/native-fs.cjs";
import { writeFileAtomic } from "../../platform/write-file-atomic.ts";
import type { JudgeCheck } from "./judge-check.ts";

/** In the output directory, beside the runs: one file, of the last check. */
function fileIn(outputDirectory: string): string {
  return join(outputDirectory, "judge-check.json");
}

/** Keeps a check for later runs to compare the judge with, and returns the file's path. */
export function storeJudgeCheck(outputDirectory: string, check: JudgeCheck): string {
  const file = fileIn(outputDirectory);
  makeDirectory(outputDirectory);
  writeFileAtomic(file, [`${JSON.stringify(check, null, 2)}\n`]);
  return file;
}

/** The last check; `undefined` where there is none that can be read: the judge then counts as not checked. */
export function readJudgeCheck(outputDirectory: string): JudgeCheck | undefined {
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(fileIn(outputDirectory), "utf8"));
  } catch {
    return undefined;
  }
  const known = (value as { readonly schema?: unknown } | null)?.schema === "assay.judge-check/1";
  return known ? (value as JudgeCheck) : undefined;
}
