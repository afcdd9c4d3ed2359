import type { ChatModel, EmbeddingModel } from "../models/chat-model.ts";
import type { PriceTable } from "../models/price-table.ts";
import type { RecordingOptions } from "../models/recordings/recording-settings.ts";
import type { GateSettings, PartitionSettings, ShardBy } from "../run/run-settings.ts";

/** What `assay.config.ts` exports; every field may be left out. */
export interface AssayConfig {
  /** The model that judges, where a matcher names none. */
  readonly judge?: ChatModel;
  /** The model that compares meanings, where a matcher names none. */
  readonly embeddings?: EmbeddingModel;
  /** US dollars per million tokens, by the model's name; for models that were made without a price of their own. */
  readonly prices?: PriceTable;
  /** What becomes of the replies of models: stored and replayed, or not. Default: not. */
  readonly recordings?: RecordingOptions;
  /** What each partition must reach, merged over the defaults; a partition named here may be used in datasets. */
  readonly partitions?: { readonly [name: string]: PartitionSettings };
  /** What the gate asks of the whole run. */
  readonly gate?: GateSettings;
  /** Cases in flight per worker process. Default 50. */
  readonly concurrency?: number;
  /** Per case, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number;
  /** Globs of files whose plain tests are cases even when they call no matcher of Assay. */
  readonly evalFiles?: readonly string[];
  /** Glob -> partition, for plain tests; the first match wins. */
  readonly filePartitions?: { readonly [glob: string]: string };
  /**
   * What `--shard` of Vitest and Jest splits: test files (`file`, the default), or the cases of every `describeEval` in
   * `evalFiles` (`case`), so that one large dataset is spread over all shards.
   */
  readonly shardBy?: ShardBy;
  /** Where runs are kept, relative to the configuration file. Default `.assay`. */
  readonly outputDir?: string;
  /** How many runs are kept; older ones are removed when a new one starts. Default 20. */
  readonly keepRuns?: number;
}
