import { EvalError } from "@assay/core/run";

const shardedSymbol = Symbol.for("assay.jest.sharded-by-case.1");
const holder = globalThis as { [shardedSymbol]?: string };

/** Notes that every shard gets the eval files of `root`: the sequencer does it, and the reporter has to know. */
export function noteShardedByCase(root: string): void {
  holder[shardedSymbol] = root;
}

/**
 * Refuses a run whose eval files are in one shard each: every suite would take its share there, and nobody the others.
 *
 * @throws EvalError `CONFIG_INVALID`
 */
export function assertShardedByCase(root: string): void {
  if (holder[shardedSymbol] === root) return;
  throw new EvalError(
    'Failed to split the cases: shardBy is "case", and Jest\'s testSequencer hands each test file to one shard. Use preset "@assay/jest" without a testSequencer of your own, or set testSequencer to "@assay/jest/sequencer".',
    { code: "CONFIG_INVALID" },
  );
}
