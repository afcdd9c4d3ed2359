import { createHash } from "node:crypto";
import { dirname, join, relative } from "node:path";
import { changedFile } from "./dataset-digest.ts";
import type { FileDigest } from "./dataset-source.ts";
import { fs } from "../platform/native-fs.cjs";

/** In a run's directory: one file per state of a dataset file; it holds the file's path from the root. */
export const pinsFolder = "datasets";

/**
 * Notes in a run's directory in which state a worker read its dataset files, and refuses a state that another worker did
 * not see. Workers need no order: each leaves its note first and looks for others after, so that one of two sees both.
 *
 * @throws EvalError (DATASET_CHANGED) when a file changed while the run was going on.
 */
export function pinDatasets(
  runDirectory: string,
  digests: readonly FileDigest[],
  root: string = dirname(runDirectory),
): void {
  if (digests.length === 0) return;
  const folder = join(runDirectory, pinsFolder);
  fs.mkdirSync(folder, { recursive: true });
  for (const { file, digest } of digests) {
    const prefix = `${createHash("sha256").update(file).digest("hex").slice(0, 16)}-`;
    const pin = prefix + digest.replace(":", "-");
    fs.writeFileSync(join(folder, pin), relative(root, file).replaceAll("\\", "/"), { mode: 0o600 });
    if (fs.readdirSync(folder).some((name) => name.startsWith(prefix) && name !== pin))
      throw changedFile(file);
  }
}
