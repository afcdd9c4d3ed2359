import { createHash } from "node:crypto";
import { EvalError } from "../errors/eval-error.ts";
import { showValue } from "../errors/show-value.ts";

/** One of `count` shares of a dataset's cases; `index` counts from 1. */
export interface CaseShard {
  readonly index: number;
  readonly count: number;
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
 * What share of all cases a run holds: the runner's shard of the files, the environment's shard of the cases, or both,
 * counted as one shard of their product.
 */
export function runShard(
  files: CaseShard | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): CaseShard | undefined {
  const cases = caseShard(environment);
  if (files === undefined || cases === undefined) return files ?? cases;
  return { index: (files.index - 1) * cases.count + cases.index, count: files.count * cases.count };
}

/** Whether a case belongs to `shard`: by a hash of its id, so that a growing dataset moves no case to another shard. */
export function isInShard(id: string, { index, count }: CaseShard): boolean {
  const hash = createHash("sha256").update(id).digest();
  return hash.readUInt32BE(0) % count === index - 1;
}
