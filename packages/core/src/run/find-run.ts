import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { EvalError } from "../errors/eval-error.ts";
import { listRunIds } from "./prune-runs.ts";

/**
 * The directory of a run: the newest, or the one that `run` names by id, by the beginning of an id, or by its path.
 *
 * @throws EvalError `RUN_NOT_FOUND`.
 * @example
 * ```ts
 * findRun(process.cwd(), ".assay", "20261121T0246");
 * ```
 */
export function findRun(root: string, outputDir: string, run?: string): string {
  const runs = join(root, outputDir, "runs");
  const ids = listRunIds(runs);
  if (run === undefined || run === "latest") {
    const newest = ids.at(-1);
    if (newest !== undefined) return join(runs, newest);
    throw notFound("the latest run", `"${runs}" holds no run`);
  }
  const named = ids.filter((id) => id.startsWith(run));
  if (ids.includes(run) || named.length === 1)
    return join(runs, ids.includes(run) ? run : (named[0] as string));
  if (named.length > 1)
    throw notFound(`run "${run}"`, `${named.length} runs begin with it`, "Name more of the id");
  const path = resolve(root, run);
  if (existsSync(join(path, "run.json"))) return path;
  throw notFound(`run "${run}"`, `neither "${runs}" nor the path "${path}" holds it`);
}

const usualRemedy = "Run the tests with Assay's reporter first, or name a run by its id or its directory";

function notFound(what: string, problem: string, remedy: string = usualRemedy): EvalError {
  return new EvalError(`Failed to find ${what}: ${problem}. ${remedy}.`, { code: "RUN_NOT_FOUND" });
}
