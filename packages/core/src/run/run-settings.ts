import type { PriceTable } from "../models/price-table.ts";
import type { RecordingMode } from "../models/recordings/recording-settings.ts";

/** The mean or the median of every score over the trials has to reach what its check asks for. */
export type ScoreRule = "mean" | "median";

/**
 * When a case with several trials passes: `majority` of them (stops when decided), `all` (pass^k), `any` (pass@k), at least a
 * share from 0 to 1, or by the `mean` or the `median` of its scores.
 */
export type TrialRule = "majority" | "all" | "any" | ScoreRule | { readonly atLeast: number };

/** What a partition's gate asks for. */
export interface PartitionSettings {
  /** The share of declared cases that must pass, from 0 to 1. */
  readonly passRate: number;
  /** How often each case runs. Default 1. */
  readonly trials?: number;
  /** Default `majority`. */
  readonly rule?: TrialRule;
  /** `false`: run all trials, also those that cannot change a case's verdict any more. Default `true`. */
  readonly stopEarly?: boolean;
  /** The fewest cases that a verdict may stand on. */
  readonly minCases?: number;
  /**
   * A level such as 0.95: not the rate of these cases has to reach `passRate`, but the exact lower bound of the true rate at
   * that level.
   */
  readonly confidence?: number;
  /** The largest share of cases without a verdict, from 0 to 1. */
  readonly maxInconclusive?: number;
  /** What the judges may cost. */
  readonly maxCostUsd?: number;
  /** From the first start of a case to the last end, in milliseconds. */
  readonly maxWall?: number;
  /** The pass rate of single checks: by matcher, or by matcher and subject (`toPassJudge:tone`). */
  readonly checks?: { readonly [check: string]: number };
  /** The pass rate of slices: dimension -> value -> rate. */
  readonly dimensions?: { readonly [dimension: string]: { readonly [value: string]: number } };
  /** `true`: reported, and never failing the run. */
  readonly advisory?: boolean;
}

/** What the gate asks of the whole run. */
export interface GateSettings {
  /** What the judges of all cases may cost. */
  readonly maxCostUsd?: number;
  /** From the first start of a case to the last end, in milliseconds. */
  readonly maxWall?: number;
  /** What a regression against the baseline does. */
  readonly regression?: "block" | "warn";
  /** The baseline file, relative to the configuration file. Default `assay.baseline.json`. */
  readonly baseline?: string;
  /** What a case does that passes without any check: a note, an inconclusive gate, nothing. Default `warn`. */
  readonly requireChecks?: "warn" | "block" | "off";
}

/** What becomes of the replies of models, see `recordings` of the configuration. */
export interface RecordingSettings {
  readonly mode: RecordingMode;
  /** Relative to the root. */
  readonly folder: string;
}

/**
 * What the runner's `--shard` splits. `file`: test files, as the runner does. `case`: each file of `evalFiles` runs in every
 * shard, and every `describeEval` in it takes its share of the cases; other files are split as before.
 */
export type ShardBy = "file" | "case";

/** The part of the configuration that is plain data; the parent writes it into the run, workers read it there. */
export interface RunSettings {
  /** Cases in flight per worker process. */
  readonly concurrency: number;
  /** Per case, in milliseconds. */
  readonly timeoutMs: number;
  readonly partitions: { readonly [name: string]: PartitionSettings };
  readonly gate?: GateSettings;
  /** By the model's name. */
  readonly prices?: PriceTable;
  /** Absent where nobody asked for recordings. */
  readonly recordings?: RecordingSettings;
  /** Files whose plain tests are cases even when they call no matcher of ours. */
  readonly evalFiles: readonly string[];
  /** Glob -> partition, for plain tests; the first match wins. */
  readonly filePartitions: { readonly [glob: string]: string };
  /** What the runner's own shard splits; absent: test files. */
  readonly shardBy?: ShardBy;
  /** Relative to the root. */
  readonly outputDir: string;
  /** Older runs are removed when a new one starts. */
  readonly keepRuns: number;
}

export const defaultSettings: RunSettings = {
  concurrency: 50,
  timeoutMs: 60_000,
  partitions: {
    golden: { passRate: 1 },
    regression: { passRate: 1 },
    adversarial: { passRate: 0.95 },
    distribution: { passRate: 0.9 },
  },
  evalFiles: ["**/*.eval.{test,spec}.{js,mjs,cjs,ts,mts,cts,jsx,tsx}"],
  filePartitions: {},
  outputDir: ".assay",
  keepRuns: 20,
};

/** What is asked of `partition`: as configured, else that every case passes. */
export function partitionSettings(settings: RunSettings, partition: string): PartitionSettings {
  const configured = Object.hasOwn(settings.partitions, partition)
    ? settings.partitions[partition]
    : undefined;
  return configured ?? { passRate: 1 };
}

/** Whether a single miss in `partition` decides nothing: the gate does. */
export function toleratesMisses(settings: RunSettings, partition: string): boolean {
  const { passRate, advisory = false } = partitionSettings(settings, partition);
  return passRate < 1 || advisory;
}

/** A wall time longer than this is worth a note where nothing else is configured, in milliseconds. */
export const slowWalls: { readonly golden: number; readonly run: number } = {
  golden: 5 * 60_000,
  run: 20 * 60_000,
};
