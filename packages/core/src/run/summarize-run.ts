import { foldJournal, type FoldedJournal } from "./fold-journal.ts";
import { evaluateGate, verdictOf } from "./gate.ts";
import { judgeBaseline } from "./baseline/judge-baseline.ts";
import { mergeReasons } from "./merge/merge-reasons.ts";
import { mergedLines } from "./merge/merged-lines.ts";
import { mergedRunners } from "./merge/merged-runners.ts";
import type { MergedRun } from "./merge/merged-run.ts";
import { missingShards } from "./merge/missing-shards.ts";
import { readBadInput } from "./bad-input.ts";
import { missingShares, readShares } from "./case-shares.ts";
import { readDatasetWarnings } from "./read-dataset-warnings.ts";
import { readRecordingNotes } from "./note-recordings.ts";
import { readRunManifest, type RunManifest } from "./run-manifest.ts";
import { defaultSettings, partitionSettings } from "./run-settings.ts";
import { readSeal, type Seal } from "./seal-run.ts";
import { readSuiteFiles, unrunFiles } from "./suite-files.ts";
import { readStopReason } from "./stop-file.ts";
import type { SummaryTables } from "./summary-tables.ts";
import type { Gate, GateReason, Summary, SummaryCase } from "./summary.ts";
import { recordingNotes } from "./tally-recordings.ts";
import { tallyTables } from "./tally-tables.ts";
import { tallyChecks, tallyDimensions, tallyPartitions } from "./tally.ts";

/**
 * Counts, rates and the gate of the run in `directory`, from its journal alone: the same journal gives the same summary,
 * sealed or not, finished or not.
 *
 * @throws EvalError `RUN_NOT_FOUND` when the directory holds no run.
 * @example
 * ```ts
 * const summary = summarizeRun(findRun(process.cwd(), ".assay"));
 * summary.partitions["golden"]?.passRate; // from 0 to 1
 * ```
 */
export function summarizeRun(directory: string, options: SummarizeRunOptions = {}): Summary {
  const manifest = readRunManifest(directory);
  const seal = readSeal(directory);
  const folded = foldJournal(directory, mergedLines(manifest));
  const summary = buildSummary(manifest, folded, seal, readRunNotes(directory));
  return judgeBaseline(summary, {
    gate: manifest.settings.gate,
    roots: [...(options.root === undefined ? [] : [options.root]), manifest.root],
  });
}

export interface SummarizeRunOptions {
  /** Absolute: where the configured baseline is looked for first; then in the root of the run, on the machine that made it. */
  readonly root?: string;
}

/** What workers noted in the run's directory beside the journal. */
export interface RunNotes {
  readonly stopReason: string | undefined;
  readonly badInput: readonly string[];
  readonly datasetWarnings: readonly string[];
  /** What kept replies of models from being stored. */
  readonly recordingWarnings: readonly string[];
  /** Shares of the cases of single suites, see `noteShare`. */
  readonly shares: readonly string[];
  /** Which test files the suite has, see `noteSuiteFiles`. */
  readonly files: readonly string[];
}

export function readRunNotes(directory: string): RunNotes {
  return {
    stopReason: readStopReason(directory),
    badInput: readBadInput(directory),
    datasetWarnings: readDatasetWarnings(directory),
    recordingWarnings: readRecordingNotes(directory),
    shares: readShares(directory),
    files: readSuiteFiles(directory),
  };
}

/** The summary of a journal that is read already. */
export function buildSummary(
  manifest: RunManifest,
  folded: FoldedJournal,
  seal: Seal | undefined,
  { stopReason, badInput, datasetWarnings, recordingWarnings, shares, files }: RunNotes,
): Summary {
  const { reading, cases, conflicts, undeclared } = folded;
  const partitions = tallyPartitions(cases, {
    settingsOf: (name) => partitionSettings(manifest.settings, name),
    order: partitionOrder(Object.keys(manifest.settings.partitions)),
    wallOf: (name) => folded.walls.get(name),
  });
  const facts = {
    ...runFacts(manifest, reading, seal, stopReason),
    ...missingParts(manifest.mergedFrom, shares),
    ...mergedFiles(manifest.mergedFrom, files, folded),
  };
  const changed = seal !== undefined && (seal.runId !== manifest.runId || seal.digest !== reading.digest);
  const known = knownOf(folded);
  const judged = evaluateGate({
    ...facts,
    partitions,
    cases,
    changed,
    badInput,
    datasetWarnings,
    conflicts,
    undeclared,
    settings: manifest.settings,
    ...known,
  });
  const noted = recordingNotes(folded.recordings, manifest.startedAt, recordingWarnings);
  const added = mergeReasons(facts.missingShards, facts.missingFiles, manifest.mergedFrom);
  const gate = withReasons(judged, [...added, ...noted]);
  return {
    ...facts,
    gate,
    ...known,
    partitions,
    dimensions: tallyDimensions(cases),
    checks: tallyChecks(cases),
    ...tallyTables(folded.facts, Object.keys(partitions)),
    cases,
  };
}

function knownOf({ wallMs, recordings }: FoldedJournal): Pick<Summary, "wallMs" | "recordings"> {
  return { ...(wallMs !== undefined && { wallMs }), ...(recordings !== undefined && { recordings }) };
}

function withReasons(gate: Gate, added: readonly GateReason[]): Gate {
  if (added.length === 0) return gate;
  const reasons = [...gate.reasons, ...added];
  return { verdict: verdictOf(reasons), reasons };
}

type KnownFacts = Omit<
  Summary,
  "gate" | "partitions" | "dimensions" | "checks" | "cases" | keyof SummaryTables
>;

/** What the run's own files say of it, the cases aside. */
function runFacts(
  manifest: RunManifest,
  reading: FoldedJournal["reading"],
  seal: Seal | undefined,
  stopReason: string | undefined,
): KnownFacts {
  const stopped = stopReason ?? seal?.stopReason;
  return {
    schema: "assay.summary/1",
    runId: manifest.runId,
    startedAt: manifest.startedAt,
    runner: manifest.runner,
    sealed: seal !== undefined,
    interrupted: seal?.interrupted ?? false,
    filter: manifest.filter,
    onlyMode: seal?.onlyMode ?? false,
    ...(manifest.shard !== undefined && { shard: manifest.shard }),
    ...(manifest.mergedFrom !== undefined && {
      mergedFrom: manifest.mergedFrom.map(({ runId }) => runId).sort(),
    }),
    ...(stopped !== undefined && { stopReason: stopped }),
    failedFiles: seal?.failedFiles ?? [],
    unhandledErrors: seal?.unhandledErrors ?? [],
    journal: { torn: reading.torn, problems: reading.problems },
  };
}

function missingParts(
  runs: RunManifest["mergedFrom"] = [],
  shares: readonly string[],
): Pick<Summary, "missingShards"> {
  const missing = [...missingShards(runs), ...missingShares(shares)];
  return missing.length > 0 ? { missingShards: missing } : {};
}

/** Of a merged run: what is known of its test files. */
function mergedFiles(
  runs: RunManifest["mergedFrom"] = [],
  notes: readonly string[],
  { cases, filesOf }: FoldedJournal,
): Pick<Summary, "missingFiles" | "runners"> {
  const runners = mergedRunners(runs, filesOf);
  return { ...missingFiles(runs, notes, cases), ...(runners.length > 0 && { runners }) };
}

/** Of a merged run that lacks a shard, or one that finished. A file of which nothing but declarations is there did not run. */
function missingFiles(
  runs: readonly MergedRun[],
  notes: readonly string[],
  cases: readonly SummaryCase[],
): Pick<Summary, "missingFiles"> {
  if (runs.every(({ sealed }) => sealed) && missingShards(runs).length === 0) return {};
  const seen = new Set(cases.filter(({ status }) => status !== "not-run").map(({ file }) => file));
  const missing = unrunFiles(notes, seen);
  return missing.length > 0 ? { missingFiles: missing } : {};
}

/** The four partitions first, in the order of their severity, then the user's own as configured. */
function partitionOrder(configured: readonly string[]): readonly string[] {
  return [...new Set([...Object.keys(defaultSettings.partitions), ...configured])];
}
