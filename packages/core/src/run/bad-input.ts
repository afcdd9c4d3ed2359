import { createHash } from "node:crypto";
import { join } from "node:path";
import { isEvalError } from "../errors/eval-error.ts";
import { fs } from "../platform/native-fs.cjs";
import { workerState } from "./worker-state.ts";

const folder = "bad-input";

/**
 * Notes in the run that a dataset, a rubric or the configuration is wrong: the gate tells it from a crash, and asks to mend
 * the data instead of running again. Anything else than such an error is left alone.
 */
export function noteBadInput(error: unknown): void {
  const { run } = workerState();
  if (run === undefined || !isEvalError(error) || !/^(DATASET|CONFIG|RUBRIC)_/.test(error.code)) return;
  const name = createHash("sha256").update(error.message).digest("hex").slice(0, 32);
  fs.mkdirSync(join(run.directory, folder), { recursive: true });
  fs.writeFileSync(join(run.directory, folder, name), error.message, { mode: 0o600 });
}

/** What {@link noteBadInput} noted, each message once, sorted. */
export function readBadInput(directory: string): readonly string[] {
  const path = join(directory, folder);
  if (!fs.existsSync(path)) return [];
  return fs
    .readdirSync(path)
    .map((name) => fs.readFileSync(join(path, name), "utf8"))
    .sort();
}
