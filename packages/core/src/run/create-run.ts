import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EvalError } from "../errors/eval-error.ts";
import { makeDirectory } from "../platform/make-directory.ts";
import { originals } from "../platform/originals.ts";
import type { CaseShard } from "./case-shard.ts";
import { pruneRuns } from "./prune-runs.ts";
import type { RunFilter, RunManifest } from "./run-manifest.ts";
import type { RunSettings } from "./run-settings.ts";
import type { RunnerInfo } from "./runner-info.ts";
import { runSplit } from "./run-split.ts";

export interface CreateRunOptions {
  /** Absolute; the files in the journal are relative to it. */
  readonly root: string;
  readonly runner: RunnerInfo;
  readonly settings: RunSettings;
  readonly configFile?: string;
  readonly filter: RunFilter;
  /** The runner's own shard; `index` counts from 1. */
  readonly shard?: CaseShard;
}

/** A run that has begun. */
export interface RunHandle {
  /** Absolute; workers are told it by the environment variable `ASSAY_RUN_DIR`. */
  readonly directory: string;
  readonly manifest: RunManifest;
}

/**
 * Makes the directory of a new run with its `run.json`, and removes the oldest runs. Leaves the environment alone.
 *
 * @throws EvalError `RUN_JOURNAL_UNWRITABLE` when the directory cannot be made, `CONFIG_INVALID` when the cases would be split
 *   twice.
 * @example
 * ```ts
 * const run = createRun({ root: process.cwd(), runner: { name: "vitest", version: "4.1.12" }, settings: defaultSettings, filter: {} });
 * process.env[runDirectoryVariable] = run.directory;
 * ```
 */
export function createRun(options: CreateRunOptions): RunHandle {
  const now = originals.now();
  const runId = makeRunId(now);
  const output = join(options.root, options.settings.outputDir);
  const runs = join(output, "runs");
  const directory = join(runs, runId);
  const manifest: RunManifest = {
    schema: "assay.run/1",
    runId,
    root: options.root,
    startedAt: new Date(now).toISOString(),
    runner: options.runner,
    settings: options.settings,
    ...(options.configFile !== undefined && { configFile: options.configFile }),
    filter: options.filter,
    ...runSplit(options.shard, options.settings),
  };
  try {
    makeDirectory(runs, 0o700);
    ignoreOutput(output);
    mkdirSync(directory, { mode: 0o700 });
    writeFileSync(join(directory, "run.json"), `${JSON.stringify(manifest, null, 2)}\n`, {
      flag: "wx",
      mode: 0o600,
    });
  } catch (cause) {
    throw new EvalError(
      `Failed to create run "${directory}": ${(cause as Error).message}. Make "${options.root}" writable, or set outputDir in assay.config to a directory that is.`,
      { code: "RUN_JOURNAL_UNWRITABLE", cause, outcome: "error", scope: "run" },
    );
  }
  pruneRuns(runs, { keep: options.settings.keepRuns, now });
  return { directory, manifest };
}

/** Sorts by time: `20261121T024612123Z-3f9a1c`. */
function makeRunId(now: number): string {
  return `${new Date(now).toISOString().replace(/[-:.]/g, "")}-${randomBytes(3).toString("hex")}`;
}

/** Runs hold prompts and replies: nothing of them is committed by accident. */
export function ignoreOutput(output: string): void {
  try {
    writeFileSync(join(output, ".gitignore"), "*\n", { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
