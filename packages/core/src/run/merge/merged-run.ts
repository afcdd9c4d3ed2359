import type { CaseShard, CaseSplit } from "../case-shard.ts";
import type { FailedFile } from "../run-facts.ts";
import type { RunnerInfo } from "../runner-info.ts";

/** One run that a merged run was made of: what its own files said, its journal aside. */
export interface MergedRun extends CaseSplit {
  /** Made of the run's id and the digest of its journal: the same run twice is the same key. Begins the names of its journals. */
  readonly key: string;
  readonly runId: string;
  /** Absolute, on the machine that ran it. */
  readonly root: string;
  readonly startedAt: string;
  readonly runner: RunnerInfo;
  readonly shard?: CaseShard;
  readonly sealed: boolean;
  /** The journal is not the one that was sealed. */
  readonly changed: boolean;
  readonly interrupted: boolean;
  readonly onlyMode: boolean;
  readonly failedFiles: readonly FailedFile[];
  readonly unhandledErrors: readonly string[];
  readonly stopReason?: string;
}
