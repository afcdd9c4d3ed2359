import { EvalError } from "../errors/eval-error.ts";
import { caseShard, caseShardVariable, type CaseShard, type CaseSplit } from "./case-shard.ts";
import type { RunSettings } from "./run-settings.ts";

/** What part of the suite a run holds. */
export interface RunSplit extends CaseSplit {
  /** Of files and of cases, counted as one shard of their product. */
  readonly shard?: CaseShard;
}

/**
 * The part of the suite that `runner` (its own `--shard`) and the environment's `ASSAY_SHARD` leave to a run.
 *
 * @throws EvalError `CONFIG_INVALID` where both would split the same cases, or `ASSAY_SHARD` cannot be read.
 */
export function runSplit(
  runner: CaseShard | undefined,
  settings: Pick<RunSettings, "shardBy" | "evalFiles">,
  environment: NodeJS.ProcessEnv = process.env,
): RunSplit {
  const asked = caseShard(environment);
  if (runner === undefined) return asked === undefined ? {} : { shard: asked, caseShard: asked };
  if (settings.shardBy === "case") {
    if (asked !== undefined) throw splitTwice(runner, asked);
    return { shard: runner, caseShard: runner, caseShardFiles: settings.evalFiles };
  }
  if (asked === undefined) return { shard: runner };
  const index = (runner.index - 1) * asked.count + asked.index;
  return { shard: { index, count: runner.count * asked.count }, caseShard: asked };
}

function splitTwice(runner: CaseShard, asked: CaseShard): EvalError {
  const [own, other] = [runner, asked].map(({ index, count }) => `${index}/${count}`);
  return new EvalError(
    `Failed to split the cases: with shardBy "case", --shard=${own} splits them already, and so would ${caseShardVariable}=${other}. Leave one of the two out.`,
    { code: "CONFIG_INVALID" },
  );
}
