import { isEvalFile } from "@assay/core/run";
import { loadConfigEarly } from "./early-config.ts";
import type { JestTest } from "./jest-results.ts";
import {
  jestSequencer,
  type SequencerClass,
  type SequencerOptions,
  type ShardOptions,
} from "./jest-sequencer.ts";
import { noteShardedByCase } from "./sharded-by-case.ts";
import { journalFile } from "./test-file.ts";

const JestSequencer: SequencerClass = jestSequencer();

/**
 * Jest's sequencer, which with `shardBy: "case"` hands every eval file to every shard: `describeEval` takes its share of the
 * cases there. Other files are split by Jest. The preset registers it.
 *
 * @example
 * ```ts
 * const config = { testSequencer: "@assay/jest/sequencer" };
 * ```
 */
export class AssaySequencer extends JestSequencer {
  readonly #root: string | undefined;

  constructor(options?: SequencerOptions) {
    super(options);
    this.#root = options?.globalConfig.rootDir;
  }

  override async shard(tests: readonly JestTest[], options: ShardOptions): Promise<JestTest[]> {
    const rootDir = this.#root ?? commonRoot(tests);
    // The reporter tells about a broken configuration.
    const loaded = await loadConfigEarly(rootDir).catch(() => undefined);
    if (loaded?.settings.shardBy !== "case") return super.shard(tests, options);
    const { settings } = loaded;
    noteShardedByCase(rootDir);
    const isSplit = ({ path }: JestTest): boolean => isEvalFile(settings, journalFile(rootDir, path));
    const rest = await super.shard(
      tests.filter((test) => !isSplit(test)),
      options,
    );
    return [...tests.filter(isSplit), ...rest];
  }
}

// Jest loads a sequencer through the default export.
// oxlint-disable-next-line import/no-default-export
export default AssaySequencer;

/** Jest 29 does not tell a sequencer its root. Where projects have several, it is the folder that Jest was started in. */
function commonRoot(tests: readonly JestTest[]): string {
  const roots = new Set(tests.map(({ context }) => context.config.rootDir));
  const [root = process.cwd()] = roots;
  return roots.size === 1 ? root : process.cwd();
}
