import { renderTerminal, reportToGithub } from "@assay/core/report";
import {
  createRun,
  finishRun,
  isEvalError,
  isPart,
  isUnicodeTerminal,
  judgeCheckNote,
  mustFail,
  readHistory,
  runDirectoryVariable,
  type LoadedConfig,
  type RunHandle,
  type RunHistory,
  type Summary,
} from "@assay/core/run";
import { resolve } from "node:path";
import picocolors from "picocolors";
import { hasGithubReporter } from "./annotated-by-jest.ts";
import { guardExit } from "./guard-exit.ts";
import { ignoreClosedPipes } from "./ignore-closed-pipes.ts";
import type {
  JestCaseResult,
  JestContext,
  JestFileResult,
  JestGlobalConfig,
  JestRunResult,
  JestTest,
} from "./jest-results.ts";
import { loadConfigOnce } from "./early-config.ts";
import { noteFiles } from "./note-files.ts";
import { plannedTests } from "./planned-tests.ts";
import { printLast } from "./print-last.ts";
import { runFilter } from "./run-filter.ts";
import { runnerInfo } from "./runner-info.ts";
import { assertShardedByCase } from "./sharded-by-case.ts";
import { RunRecorder } from "./run-recorder.ts";

/**
 * Records a run, prints how each partition did, and fails the run when the gate does. The preset registers it; where you
 * set `reporters` yourself, list it: `reporters: ["default", "@assay/jest/reporter"]`.
 */
export class AssayReporter {
  readonly #config: JestGlobalConfig;
  #run: RunHandle | undefined;
  #judge: LoadedConfig["config"]["judge"];
  #recorder: RunRecorder | undefined;
  #lastError: Error | undefined;
  /** Why this run is not recorded. */
  #failedStart: string | undefined;
  #liftGuard: (() => void) | undefined;
  #finishing: Promise<void> | undefined;

  constructor(config: JestGlobalConfig) {
    this.#config = config;
    delete process.env[runDirectoryVariable];
    ignoreClosedPipes();
  }

  async onRunStart(): Promise<void> {
    this.#finishing = undefined;
    await this.#guard("start", async () => {
      const { rootDir, shard } = this.#config;
      const { config, settings, file } = await loadConfigOnce(rootDir);
      this.#judge = config.judge;
      if (shard !== undefined && settings.shardBy === "case") assertShardedByCase(rootDir);
      this.#run = createRun({
        root: rootDir,
        runner: runnerInfo(rootDir),
        settings,
        ...(file !== undefined && { configFile: file }),
        filter: runFilter(this.#config),
        ...(shard !== undefined && { shard: { index: shard.shardIndex, count: shard.shardCount } }),
      });
      this.#recorder = new RunRecorder(this.#run);
      this.#liftGuard = guardExit();
      process.env[runDirectoryVariable] = this.#run.directory;
    });
  }

  onTestCaseResult(test: JestTest, result: JestCaseResult): void {
    this.#recorder?.addCase(test, result);
  }

  async onTestFileResult(test: JestTest, result: JestFileResult): Promise<void> {
    await this.#guard("record", () => this.#recorder?.addFile(test, result));
  }

  /** With a bail Jest calls this once more for every file that ends meanwhile, and exits when one of the calls is done. */
  async onRunComplete(contexts: Iterable<JestContext>, results: JestRunResult): Promise<void> {
    await (this.#finishing ??= this.#finish(contexts, results));
  }

  async #finish(contexts: Iterable<JestContext>, results: JestRunResult): Promise<void> {
    this.#liftGuard?.();
    const [run, recorder] = [this.#run, this.#recorder];
    [this.#run, this.#recorder] = [undefined, undefined];
    if (run === undefined || recorder === undefined) return this.#repeatFailedStart();
    delete process.env[runDirectoryVariable];
    await this.#guard("finish", async () => {
      const count = results.numTotalTestSuites;
      if (recorder.endedFiles < count)
        recorder.addUnfinished(await plannedTests(this.#config, contexts, count));
      if (this.#config.shard !== undefined) noteFiles(run, contexts, recorder.filesThatRan);
      const summary = finishRun(run, recorder.finish(results, this.#config.bail ?? 0));
      if (mustFail(summary) || isCommittedOnly(summary))
        this.#lastError ??= new Error(`The gate of Assay says ${summary.gate.verdict}.`);
      this.#print(summary, recorder, readHistory(run.directory), this.#note(run));
    });
  }

  /** What makes Jest fail the run; Jest does not print it. */
  getLastError(): Error | undefined {
    return this.#lastError;
  }

  /** What was told before the tests is out of sight by now, and their own count may be green. */
  #repeatFailedStart(): void {
    if (this.#failedStart !== undefined)
      printLast(`Assay: this run was not recorded. ${this.#failedStart}\n`);
  }

  #note({ manifest }: RunHandle): readonly string[] {
    const note = judgeCheckNote(this.#judge, resolve(manifest.root, manifest.settings.outputDir));
    return note === undefined ? [] : [note];
  }

  #print(summary: Summary, recorder: RunRecorder, history: RunHistory, notes: readonly string[]): void {
    if (!isTold(summary)) return;
    const width = process.stderr.columns ?? 100;
    const text = renderTerminal(summary, {
      color: picocolors.isColorSupported,
      width,
      history,
      notes,
      partial: true,
      unicode: isUnicodeTerminal(),
    });
    const commands = reportToGithub(summary, {
      root: this.#config.rootDir,
      environment: process.env,
      ...(hasGithubReporter(this.#config) && { isAnnotated: (place) => recorder.isAnnotated(place) }),
    });
    printLast(`\n${text}\n${commands}`);
  }

  /** An error of ours must neither pass for a green run nor crash the runner. */
  async #guard(action: string, work: () => Promise<void> | void): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#lastError ??= error instanceof Error ? error : new Error(String(error));
      const text = isEvalError(error)
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
      if (action === "start") this.#failedStart = text;
      printLast(`Assay: failed to ${action} the run. ${text}\n`);
    }
  }
}

// Jest loads a reporter through the default export.
// oxlint-disable-next-line import/no-default-export
export default AssayReporter;

/** Not where somebody runs some other tests: no news is good news. */
function isTold(summary: Summary): boolean {
  const isRefused = summary.gate.reasons.some(({ code }) => code === "bad-input");
  return summary.cases.length > 0 || isRefused || !isPart(summary);
}

/** Vitest refuses `.only` in CI; Jest does not, and a green job would hide that most cases never ran. */
function isCommittedOnly({ onlyMode }: Summary): boolean {
  return (
    onlyMode && process.env["CI"] !== undefined && process.env["CI"] !== "false" && process.env["CI"] !== ""
  );
}
