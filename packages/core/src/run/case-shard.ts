import { createHash } from "node:crypto";
import { EvalError } from "../errors/eval-error.ts";
import { showValue } from "../errors/show-value.ts";
import { matchesGlob } from "../platform/glob-pattern.ts";

/** One of `count` shares of a dataset's cases; `index` counts from 1. */
export interface CaseShard {
  readonly index: number;
  readonly count: number;
}

/** How the cases of a run are split. */
export interface CaseSplit {
  /** Of the run's shard, the part that splits cases: `ASSAY_SHARD`, or with `shardBy: "case"` the runner's own shard. */
  readonly caseShard?: CaseShard;
  /** Globs, where only the cases of these files are split and other files are whole. */
  readonly caseShardFiles?: readonly string[];
}

/** The environment variable that splits every dataset by case: `ASSAY_SHARD=1/4`. */
export const caseShardVariable = "ASSAY_SHARD";

/**
 * The share that the environment asks for; `undefined` for all cases.
 *
 * @throws EvalError `CONFIG_INVALID` when the variable does not read like `1/4`.
 */
export function caseShard(environment: NodeJS.ProcessEnv = process.env): CaseShard | undefined {
  const text = environment[caseShardVariable];
  if (text === undefined || text === "") return undefined;
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (index >= 1 && index <= count) return { index, count };
  throw new EvalError(
    `Failed to read ${caseShardVariable}: expected "<index>/<count>" with an index from 1 to the count, got "${text}". Write ${caseShardVariable}=1/4.`,
    { code: "CONFIG_INVALID" },
  );
}

/**
 * Refuses a share that no case could be in, or that is none.
 *
 * @throws EvalError `CONFIG_INVALID`
 */
export function assertShard(suite: string, { index, count }: CaseShard): void {
  if (Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count) return;
  throw new EvalError(
    `Failed to define evals "${suite}": \`shard\` wants an index from 1 to the count, got ${showValue(index)} of ${showValue(count)}. Pass { index: 1, count: 4 }, or leave it out and set ${caseShardVariable}=1/4.`,
    { code: "CONFIG_INVALID" },
  );
}

/**
 * The share of the cases of `file` (relative to the root, forward slashes) that a run was given; `undefined` where all are
 * its own.
 */
export function shardOfFile(
  { caseShard: shard, caseShardFiles }: CaseSplit,
  file: string,
): CaseShard | undefined {
  if (caseShardFiles === undefined) return shard;
  return caseShardFiles.some((glob) => matchesGlob(glob, file)) ? shard : undefined;
}

/** Whether a case belongs to `shard`: by a hash of its id, so that a growing dataset moves no case to another shard. */
export function isInShard(id: string, { index, count }: CaseShard): boolean {
  const hash = createHash("sha256").update(id).digest();
  return hash.readUInt32BE(0) % count === index - 1;
}
