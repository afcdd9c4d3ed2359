/**
 * When a case with several trials passes: `majority` of them (stops when decided), `all` (pass^k), `any` (pass@k), or at
 * least a share from 0 to 1.
 */
export type TrialRule = "majority" | "all" | "any" | { readonly atLeast: number };

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
}

/** The part of the configuration that is plain data; the parent writes it into the run, workers read it there. */
export interface RunSettings {
  /** Cases in flight per worker process. */
  readonly concurrency: number;
  /** Per case, in milliseconds. */
  readonly timeoutMs: number;
  readonly partitions: { readonly [name: string]: PartitionSettings };
  /** Files whose plain tests are cases even when they call no matcher of ours. */
  readonly evalFiles: readonly string[];
  /** Glob -> partition, for plain tests; the first match wins. */
  readonly filePartitions: { readonly [glob: string]: string };
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

/** The pass rate that `partition` must reach: as configured, else 1. */
export function requiredPassRate(settings: RunSettings, partition: string): number {
  return Object.hasOwn(settings.partitions, partition) ? (settings.partitions[partition]?.passRate ?? 1) : 1;
}
