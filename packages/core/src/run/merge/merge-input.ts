import { createHash } from "node:crypto";
import { join } from "node:path";
import type { FileDigest } from "../../dataset/dataset-source.ts";
import { fs } from "../../platform/native-fs.cjs";
import { readDatasetPins } from "../dataset-pins.ts";
import { readJournal } from "../read-journal.ts";
import type { RunManifest } from "../run-manifest.ts";
import { knownRunnerInfo } from "../runner-info.ts";
import { readSeal, type Seal } from "../seal-run.ts";
import { readRunNotes, type RunNotes } from "../summarize-run.ts";
import { caseText, isOwnLine, keyOfJournal } from "./merged-lines.ts";
import type { MergedRun } from "./merged-run.ts";
import { readForeignManifest } from "./read-foreign-manifest.ts";
import { refuseMerge } from "./refuse-merge.ts";

/** A run that is to be merged, or one of those that a merged run was made of. */
export interface MergeLeaf {
  readonly run: MergedRun;
  /** Absolute paths of its journals, sorted. */
  readonly journals: readonly string[];
  /** The cases that were executed there, and count. */
  readonly executed: ReadonlySet<string>;
}

/** One directory that is merged. */
export interface MergeInput {
  readonly directory: string;
  readonly manifest: RunManifest;
  readonly leaves: readonly MergeLeaf[];
  readonly notes: RunNotes;
  readonly pins: readonly FileDigest[];
}

/**
 * Reads a run that is to be merged. Its files come from another machine: what is not as it should be is refused.
 *
 * @throws EvalError `MERGE_REFUSED`.
 */
export function readMergeInput(directory: string): MergeInput {
  const manifest = readForeignManifest(directory);
  const journals = journalNames(directory);
  const seal = readSeal(directory);
  const executed = new Map<string, Set<string>>();
  const mergedRuns = new Map((manifest.mergedFrom ?? []).map((run) => [run.key, run]));
  const reading = readJournal(directory, (line, file) => {
    const key = keyOfJournal(file);
    const run = manifest.mergedFrom === undefined ? manifest : mergedRuns.get(key);
    if (line.kind === "declare" || !isOwnLine(line, run)) return;
    const cases = executed.get(key) ?? new Set();
    executed.set(key, cases.add(caseText(line)));
  });
  const changed = seal !== undefined && (seal.digest !== reading.digest || seal.runId !== manifest.runId);
  const leaf = (run: MergedRun, key: string, names: readonly string[]): MergeLeaf => ({
    run,
    journals: names.map((name) => join(directory, name)),
    executed: executed.get(key) ?? new Set(),
  });
  const leaves =
    manifest.mergedFrom === undefined
      ? [leaf(describeRun(directory, manifest, seal, { digest: reading.digest, changed }), "", journals)]
      : manifest.mergedFrom.map((run) =>
          leaf(
            { ...run, changed: run.changed || changed },
            run.key,
            journals.filter((name) => keyOfJournal(name) === run.key),
          ),
        );
  return { directory, manifest, leaves, notes: readRunNotes(directory), pins: readDatasetPins(directory) };
}

function describeRun(
  directory: string,
  manifest: RunManifest,
  seal: Seal | undefined,
  { digest, changed }: { readonly digest: string; readonly changed: boolean },
): MergedRun {
  const { runId, root, startedAt, runner, shard, caseShard, caseShardFiles } = manifest;
  const stopReason = readRunNotes(directory).stopReason ?? seal?.stopReason;
  return {
    key: createHash("sha256").update(`${runId}\n${digest}`).digest("hex").slice(0, 16),
    runId,
    root,
    startedAt,
    runner: knownRunnerInfo(runner),
    ...(shard !== undefined && { shard }),
    ...(caseShard !== undefined && { caseShard }),
    ...(caseShardFiles !== undefined && { caseShardFiles }),
    sealed: seal !== undefined,
    changed,
    interrupted: seal?.interrupted ?? false,
    onlyMode: seal?.onlyMode ?? false,
    failedFiles: seal?.failedFiles ?? [],
    unhandledErrors: seal?.unhandledErrors ?? [],
    ...(stopReason !== undefined && { stopReason }),
  };
}

/** A link among the journals would copy a file from anywhere. */
function journalNames(directory: string): readonly string[] {
  const entries = fs.readdirSync(directory, { withFileTypes: true });
  const link = entries.find((entry) => entry.name.endsWith(".jsonl") && !entry.isFile());
  if (link !== undefined)
    throw refuseMerge(directory, `"${link.name}" is not a file. Merge runs as their runner left them`);
  return entries
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".jsonl"))
    .sort();
}
