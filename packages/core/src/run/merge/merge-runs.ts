import { createHash, randomBytes } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { EvalError } from "../../errors/eval-error.ts";
import { pinsFolder } from "../../dataset/pin-datasets.ts";
import { makeDirectory } from "../../platform/make-directory.ts";
import { fs } from "../../platform/native-fs.cjs";
import { badInputFolder } from "../bad-input.ts";
import { readBaseline } from "../baseline/read-baseline.ts";
import { sharesFolder } from "../case-shares.ts";
import { ignoreOutput } from "../create-run.ts";
import { datasetWarningsFolder } from "../read-dataset-warnings.ts";
import { recordingNotesFolder } from "../note-recordings.ts";
import { finishRun } from "../finish-run.ts";
import { writeNote } from "../note-files.ts";
import type { RunManifest } from "../run-manifest.ts";
import { mergeRunnerInfo } from "../runner-info.ts";
import { writeStopFile } from "../stop-file.ts";
import { suiteFilesFolder } from "../suite-files.ts";
import { summarizeRun } from "../summarize-run.ts";
import type { Summary } from "../summary.ts";
import { writeRunFile } from "../write-run-file.ts";
import { checkInputs } from "./check-inputs.ts";
import { findRuns } from "./find-runs.ts";
import { readMergeInput, type MergeInput, type MergeLeaf } from "./merge-input.ts";
import { mergedJournalName } from "./merged-lines.ts";
import { declareMissing, whyIncomplete } from "./missing-cases.ts";
import { refuseMerge } from "./refuse-merge.ts";

export interface MergeRunsOptions {
  /** Absolute: what the files in the journals are relative to, here. */
  readonly root: string;
  /** Relative to the root: the merged run is written to its `runs`, under a generated id. */
  readonly outputDir: string;
  /** Absolute, a baseline file: cases that it knows of files that no given shard ran are declared, as not run. */
  readonly baseline?: string;
  /** Where to write the merged run instead: a directory that is not there, is empty, or holds a merged run. */
  readonly out?: string;
}

export interface MergedRunResult {
  readonly directory: string;
  readonly summary: Summary;
}

/**
 * Joins the runs of shards, of one runner or of several, into one run: its summary is that of a run that was never split.
 * A run that is given twice counts once; a shard that is missing keeps the gate inconclusive.
 *
 * @throws EvalError `MERGE_REFUSED` for runs that are not parts of one whole: other settings or datasets, another split, the
 *   same case twice.
 * @example
 * ```ts
 * const { summary } = mergeRuns(["shard-1", "shard-2"], { root: process.cwd(), outputDir: ".assay" });
 * summary.mergedFrom; // the ids of both runs
 * ```
 */
export function mergeRuns(directories: readonly string[], options: MergeRunsOptions): MergedRunResult {
  const inputs = findRuns(directories).map(readMergeInput);
  const leaves = uniqueLeaves(inputs);
  checkInputs(inputs, leaves);
  const manifest = mergedManifest(inputs, leaves, options.root);
  const target = resolve(options.out ?? join(options.root, options.outputDir, "runs", manifest.runId));
  if (options.out !== undefined) assertFree(target);
  const output = join(options.root, options.outputDir);
  try {
    makeDirectory(dirname(target), 0o700);
    if (options.out === undefined) ignoreOutput(output);
    const temporary = join(dirname(target), `.merge-${randomBytes(6).toString("hex")}`);
    try {
      fs.mkdirSync(temporary, { mode: 0o700 });
      const summary = writeMerged(temporary, { manifest, inputs, leaves, baseline: options.baseline });
      fs.rmSync(target, { recursive: true, force: true });
      fs.renameSync(temporary, target);
      return { directory: target, summary };
    } finally {
      fs.rmSync(temporary, { recursive: true, force: true });
    }
  } catch (cause) {
    if (cause instanceof EvalError) throw cause;
    throw refuseMerge(
      target,
      `${(cause as Error).message}. Name a directory with --out that can be written`,
      cause,
    );
  }
}

/** The same run from two directories is one; sealed, if one of them is. */
function uniqueLeaves(inputs: readonly MergeInput[]): readonly MergeLeaf[] {
  const byKey = new Map<string, MergeLeaf>();
  for (const leaf of inputs.flatMap((input) => input.leaves)) {
    const known = byKey.get(leaf.run.key);
    if (known === undefined || (!known.run.sealed && leaf.run.sealed)) byKey.set(leaf.run.key, leaf);
  }
  return [...byKey.values()].sort((a, b) => (a.run.key < b.run.key ? -1 : 1));
}

function mergedManifest(
  inputs: readonly MergeInput[],
  leaves: readonly MergeLeaf[],
  root: string,
): RunManifest {
  const runs = leaves.map(({ run }) => run);
  const starts = runs.map(({ startedAt }) => Date.parse(startedAt));
  const { settings, filter } = (inputs[0] as MergeInput).manifest;
  const paths = [...new Set(inputs.flatMap((input) => input.manifest.filter.paths ?? []))].sort();
  return {
    schema: "assay.run/1",
    runId: mergedId(
      Math.max(...starts),
      runs.map(({ key }) => key),
    ),
    root,
    startedAt: new Date(Math.min(...starts)).toISOString(),
    runner: mergeRunnerInfo(runs.map(({ runner }) => runner)),
    settings,
    filter: { ...filter, ...(paths.length > 0 && { paths }) },
    mergedFrom: runs,
  };
}

/** After the last of its runs, so that it is the latest; of the same runs, the same. */
function mergedId(lastStart: number, keys: readonly string[]): string {
  const time = new Date(lastStart + 1).toISOString().replace(/[-:.]/g, "");
  return `${time}-${createHash("sha256").update(keys.join("\n")).digest("hex").slice(0, 6)}`;
}

interface Merged {
  readonly manifest: RunManifest;
  readonly inputs: readonly MergeInput[];
  readonly leaves: readonly MergeLeaf[];
  readonly baseline: string | undefined;
}

function writeMerged(directory: string, { manifest, inputs, leaves, baseline }: Merged): Summary {
  writeRunFile(join(directory, "run.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const { run, journals } of leaves) {
    for (const [index, path] of journals.entries())
      fs.copyFileSync(path, join(directory, mergedJournalName(run, index)), fs.constants.COPYFILE_EXCL);
  }
  for (const { notes, pins } of inputs) {
    for (const message of notes.badInput) writeNote(directory, badInputFolder, message);
    for (const warning of notes.datasetWarnings) writeNote(directory, datasetWarningsFolder, warning);
    for (const warning of notes.recordingWarnings) writeNote(directory, recordingNotesFolder, warning);
    for (const share of notes.shares) writeNote(directory, sharesFolder, share);
    for (const file of notes.files) writeNote(directory, suiteFilesFolder, file);
    for (const { file, digest } of pins) writePin(directory, file, digest);
  }
  if (baseline !== undefined && whyIncomplete(leaves) !== undefined) {
    const files = inputs.flatMap(({ notes }) => notes.files);
    const { filter } = manifest;
    declareMissing(directory, { baseline: readBaseline(baseline), leaves, filter, files });
  }
  const runs = leaves.map(({ run }) => run);
  const stopReasons = [...new Set(runs.flatMap(({ stopReason }) => stopReason ?? []))].sort();
  if (stopReasons.length > 0) writeStopFile(directory, stopReasons.join("; "));
  if (runs.some(({ sealed }) => !sealed)) return writeUnsealed(directory);
  return finishRun(
    { directory, manifest },
    {
      interrupted: runs.some(({ interrupted }) => interrupted),
      onlyMode: runs.some(({ onlyMode }) => onlyMode),
      failedFiles: runs.flatMap(({ failedFiles }) => failedFiles),
      unhandledErrors: runs.flatMap(({ unhandledErrors }) => unhandledErrors).sort(),
    },
  );
}

/** A run that did not finish cannot become a part of one that did. */
function writeUnsealed(directory: string): Summary {
  const summary = summarizeRun(directory);
  writeRunFile(join(directory, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
  return summary;
}

function writePin(directory: string, file: string, digest: string): void {
  const prefix = createHash("sha256").update(file).digest("hex").slice(0, 16);
  fs.mkdirSync(join(directory, pinsFolder), { recursive: true });
  fs.writeFileSync(join(directory, pinsFolder, `${prefix}-${digest.replace(":", "-")}`), file, {
    mode: 0o600,
  });
}

/** Only what is no loss is overwritten. */
function assertFree(target: string): void {
  const names = fs.existsSync(target) ? fs.readdirSync(target) : [];
  const isMerged =
    names.includes("run.json") && fs.readFileSync(join(target, "run.json"), "utf8").includes('"mergedFrom"');
  if (names.length > 0 && !isMerged)
    throw refuseMerge(target, "the directory is not empty, and no merged run. Name another one with --out");
}
