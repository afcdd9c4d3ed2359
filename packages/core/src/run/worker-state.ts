import { AsyncLocalStorage } from "node:async_hooks";
import { configureLimiter } from "../models/limiter.ts";
import { configurePrices } from "../models/price-table.ts";
import { configureRecordings } from "../models/recordings/recording-settings.ts";
import type { CaseContext } from "./case-context.ts";
import { createJournalWriter, silentJournal, type JournalWriter } from "./journal-writer.ts";
import { noteRecordings } from "./note-recordings.ts";
import { readRunManifest, runDirectoryVariable, type RunManifest } from "./run-manifest.ts";
import { RunnerAssertions } from "./runner-assertions.ts";
import { defaultSettings, type RunSettings } from "./run-settings.ts";

/** What a worker process (in Jest: a test file's sandbox) holds between set-up and the last test. */
export interface WorkerState {
  readonly storage: AsyncLocalStorage<CaseContext>;
  /** The run whose parent watches this worker; `undefined` without a reporter of ours. */
  readonly run: { readonly directory: string; readonly manifest: RunManifest } | undefined;
  readonly journal: JournalWriter;
  /** On the clock of `originals.monotonic`: until then nobody has to look whether the run was stopped. */
  goesOnUntil: number;
  settings: RunSettings;
  /** Absolute; file names in the journal are relative to it. */
  root: string;
  /** The suites planned in the running test file: a second one of the same name would hide the first one's cases. */
  readonly plannedSuites: Set<string>;
  /** Whether the running test file has assertions of the runner's own. */
  readonly assertions: RunnerAssertions;
  /** Finds the case of a plain test where AsyncLocalStorage cannot reach it (Jest's hooks). */
  resolvePlainCase: ((matcher: object) => CaseContext | undefined) | undefined;
}

const stateSymbol = Symbol.for("assay.worker.1");
const holder = globalThis as { [stateSymbol]?: WorkerState };

/** The worker's state, made on first use and shared by every copy of this module in the process. */
export function workerState(): WorkerState {
  return (holder[stateSymbol] ??= createWorkerState());
}

/**
 * Called by the set-up file once per test file. A worker that outlives its run (watch mode) moves on to the next run;
 * one that runs several files in a row (no isolation) starts each with no suites planned.
 */
export function attachWorker(): WorkerState {
  const state = workerState();
  state.plannedSuites.clear();
  if (state.run?.directory === process.env[runDirectoryVariable]) return state;
  state.journal.close();
  return (holder[stateSymbol] = {
    ...createWorkerState(),
    storage: state.storage,
    resolvePlainCase: state.resolvePlainCase,
  });
}

function createWorkerState(): WorkerState {
  const directory = process.env[runDirectoryVariable];
  const run = directory === undefined ? undefined : { directory, manifest: readRunManifest(directory) };
  const settings = run?.manifest.settings ?? defaultSettings;
  configureLimiter(settings.concurrency);
  configurePrices(settings.prices);
  configureWorkerRecordings(run, settings);
  return {
    storage: new AsyncLocalStorage(),
    run,
    journal: run === undefined ? silentJournal : createJournalWriter(run.directory),
    goesOnUntil: 0,
    settings,
    root: run?.manifest.root ?? process.cwd(),
    plannedSuites: new Set(),
    assertions: new RunnerAssertions(),
    resolvePlainCase: undefined,
  };
}

function configureWorkerRecordings(run: WorkerState["run"], { recordings }: RunSettings): void {
  configureRecordings({
    ...recordings,
    root: run?.manifest.root ?? process.cwd(),
    warn: (text) => noteRecordings(run?.directory, text),
  });
}
