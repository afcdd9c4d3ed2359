import { createRequire } from "node:module";
import { join } from "node:path";
import type { JestGlobalConfig, JestTest } from "./jest-results.ts";

/** The part of Jest's sequencer that we change, the same in 29 and 30. */
export interface Sequencer {
  shard(tests: readonly JestTest[], options: ShardOptions): Promise<JestTest[]> | JestTest[];
}

export interface ShardOptions {
  readonly shardIndex: number;
  readonly shardCount: number;
}

export interface SequencerOptions {
  readonly globalConfig: JestGlobalConfig;
}

/** Jest 29 gives no options. */
export type SequencerClass = new (options?: SequencerOptions) => Sequencer;

/** The sequencer of the Jest that runs, whose packages need not be visible from the project. */
export function jestSequencer(): SequencerClass {
  const starts = [join(process.cwd(), "package.json"), process.argv[1] ?? ""];
  let failure: unknown;
  for (const start of starts) {
    try {
      const found = createRequire(lastFound(start))("@jest/test-sequencer") as {
        readonly default: SequencerClass;
      };
      return found.default;
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

/** Follows who depends on whom, as far as it goes. */
function lastFound(start: string): string {
  return ["jest", "@jest/core", "jest-config"].reduce((from, name) => {
    try {
      return createRequire(from).resolve(`${name}/package.json`);
    } catch {
      return from;
    }
  }, start);
}
