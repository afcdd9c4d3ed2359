import { renderTerminal, reportToGithub } from "@assay/core/report";
import {
  createJournalWriter,
  createRun,
  finishRun,
  isEvalError,
  isPart,
  loadConfig,
  isUnicodeTerminal,
  judgeCheckNote,
  mustFail,
  readHistory,
  type LoadedConfig,
  type RunHandle,
  type RunHistory,
  type Summary,
} from "@assay/core/run";
import { resolve } from "node:path";
import picocolors from "picocolors";
import type {
  Reporter,
  SerializedError,
  TestModule,
  TestRunEndReason,
  TestSpecification,
  Vitest,
} from "vitest/node";
import { annotatedByVitest } from "./annotated-by-vitest.ts";
import { excludedCases } from "./excluded-cases.ts";
import { ignoreClosedPipes } from "./ignore-closed-pipes.ts";
import { runDirectoryKey } from "./run-directory-key.ts";
import { runFacts } from "./run-facts.ts";
import { noteFilesOfSuite, noteFilesThatRan } from "./note-files.ts";
import { runFilter } from "./run-filter.ts";
import { runnerInfo } from "./runner-info.ts";
import { restorePassWithNoTests, shardByCase } from "./shard-by-case.ts";
import { unrunTests } from "./unrun-tests.ts";

/**
 * Records a run, prints how each partition did, and fails the run when the gate does. The plugin registers it; list it
 * yourself (`reporters: ["default", "@assay/vitest/reporter"]`) only where you register the set-up file yourself, too.
 */
export class AssayReporter implements Reporter {
  #vitest: Vitest | undefined;
  #run: RunHandle | undefined;
  #judge: LoadedConfig["config"]["judge"];
  #specifications: readonly TestSpecification[] = [];
  #runs = 0;
  /** Why this run is not recorded. */
  #failedStart: string | undefined;

  async onInit(vitest: Vitest): Promise<void> {
    this.#vitest = vitest;
    ignoreClosedPipes();
    await shardByCase(vitest);
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    await this.#guard("start", async (vitest) => {
      [this.#run, this.#failedStart] = [undefined, undefined];
      this.#specifications = specifications;
      vitest.provide(runDirectoryKey, undefined);
      if (specifications.length === 0) restorePassWithNoTests(vitest);
      if (!runsTests(vitest, specifications)) return;
      const { config } = vitest;
      const { config: configured, settings, file } = await loadConfig(config.root);
      this.#judge = configured.judge;
      this.#run = createRun({
        root: config.root,
        runner: runnerInfo(vitest),
        settings,
        ...(file !== undefined && { configFile: file }),
        filter: await runFilter(vitest, settings, specifications, this.#runs++ > 0),
        ...(config.shard !== undefined && { shard: config.shard }),
      });
      await noteFilesOfSuite(vitest, this.#run);
      vitest.provide(runDirectoryKey, this.#run.directory);
    });
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): Promise<void> {
    const run = this.#run;
    if (run === undefined) return this.#repeatFailedStart();
    this.#run = undefined;
    await this.#guard("finish", (vitest) => {
      const journal = createJournalWriter(run.directory, "p");
      journal.appendAll([...excludedCases(run, modules), ...unrunTests(run.manifest, modules)]);
      journal.close();
      noteFilesThatRan(vitest, run, modules);
      const summary = finishRun(
        run,
        runFacts(run.manifest, { specifications: this.#specifications, modules, errors, reason }),
      );
      if (mustFail(summary) && !vitest.config.watch) process.exitCode = 1;
      this.#print(vitest, summary, readHistory(run.directory), this.#note(run));
      this.#annotate(vitest, summary, modules);
    });
  }

  /** What was told before the tests is out of sight by now, and their own count may be green. */
  #repeatFailedStart(): void {
    if (this.#failedStart === undefined) return;
    this.#vitest?.logger.error(`Assay: this run was not recorded. ${this.#failedStart}`);
  }

  #note({ manifest }: RunHandle): readonly string[] {
    const note = judgeCheckNote(this.#judge, resolve(manifest.root, manifest.settings.outputDir));
    return note === undefined ? [] : [note];
  }

  #print(vitest: Vitest, summary: Summary, history: RunHistory, notes: readonly string[]): void {
    if (!isTold(summary)) return;
    const width = process.stdout.columns ?? 100;
    vitest.logger.log(
      `\n${renderTerminal(summary, { color: picocolors.isColorSupported, width, history, notes, partial: true, unicode: isUnicodeTerminal() })}`,
    );
  }

  #annotate(vitest: Vitest, summary: Summary, modules: readonly TestModule[]): void {
    if (!isTold(summary)) return;
    const { root } = vitest.config;
    const isAnnotated = annotatedByVitest(vitest, modules);
    const commands = reportToGithub(summary, { root, environment: process.env, isAnnotated });
    if (commands !== "") vitest.logger.log(commands);
  }

  /** An error of ours must neither pass for a green run nor crash the runner. */
  async #guard(action: string, work: (vitest: Vitest) => Promise<void> | void): Promise<void> {
    const vitest = this.#vitest;
    if (vitest === undefined) return;
    try {
      await work(vitest);
    } catch (error) {
      process.exitCode = 1;
      const text = isEvalError(error)
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
      if (action === "start") this.#failedStart = text;
      vitest.logger.error(`Assay: failed to ${action} the run. ${text}`);
    }
  }
}

// Vitest loads a reporter that is listed by its path through the default export.
// oxlint-disable-next-line import/no-default-export
export default AssayReporter;

/** Not where somebody runs some other tests: no news is good news. */
function isTold(summary: Summary): boolean {
  const isRefused = summary.gate.reasons.some(({ code }) => code === "bad-input");
  return summary.cases.length > 0 || isRefused || !isPart(summary);
}

/** Whether `specifications` run tests now, and not type checks, benchmarks or the merging of reports. */
function runsTests(vitest: Vitest, specifications: readonly TestSpecification[]): boolean {
  if (vitest.mode === "benchmark" || vitest.config.mergeReports !== undefined) return false;
  return specifications.some(
    ({ pool, project }) => pool !== "typescript" && !isBenchmark(project.config.benchmark),
  );
}

/** Vitest 5 has no benchmark mode: it makes projects of their own for them. */
function isBenchmark(benchmark: object | undefined): boolean {
  return benchmark !== undefined && "enabled" in benchmark && benchmark.enabled === true;
}
