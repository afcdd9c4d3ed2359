import { join } from "node:path";
import { EvalError } from "../errors/eval-error.ts";
import type { CaseSplit } from "./case-shard.ts";
import type { MergedRun } from "./merge/merged-run.ts";
import type { RunSettings } from "./run-settings.ts";
import type { RunnerInfo } from "./runner-info.ts";
import { fs } from "../platform/native-fs.cjs";

/** The environment variable that carries the run's directory from the parent to its workers. */
export const runDirectoryVariable = "ASSAY_RUN_DIR";

/** What narrows a run to a part of the suite, as the runner was told. */
export interface RunFilter {
  readonly testNamePattern?: string;
  readonly changedOnly?: boolean;
  /** Path filters given on the command line. */
  readonly paths?: readonly string[];
}

/** `run.json`: what the parent knows when the run starts. */
export interface RunManifest extends CaseSplit {
  readonly schema: "assay.run/1";
  readonly runId: string;
  /** Absolute; files in the journal are relative to it. */
  readonly root: string;
  readonly startedAt: string;
  readonly runner: RunnerInfo;
  readonly settings: RunSettings;
  readonly configFile?: string;
  readonly filter: RunFilter;
  /** `index` counts from 1. */
  readonly shard?: { readonly index: number; readonly count: number };
  /** The runs that this one was merged from, by key. */
  readonly mergedFrom?: readonly MergedRun[];
}

/**
 * Reads the manifest of the run in `directory`.
 *
 * @throws EvalError `RUN_NOT_FOUND` when there is none or it cannot be read.
 */
export function readRunManifest(directory: string): RunManifest {
  try {
    return JSON.parse(fs.readFileSync(join(directory, "run.json"), "utf8")) as RunManifest;
  } catch (cause) {
    throw new EvalError(
      `Failed to read run "${directory}": ${(cause as Error).message}. Its run.json is missing or damaged: run the tests again.`,
      { code: "RUN_NOT_FOUND", cause },
    );
  }
}
