import { stripVTControlCharacters } from "node:util";
import {
  createJournalWriter,
  type CaseKey,
  type FailedFile,
  type RunFacts,
  type RunHandle,
} from "@assay/core/run";
import { annotatedByJest } from "./annotated-by-jest.ts";
import type { JestCaseResult, JestFileResult, JestRunResult, JestTest } from "./jest-results.ts";
import { fileEvents } from "./file-events.ts";
import { JournalTail, type JournaledCase } from "./journal-tail.ts";
import { matchResults } from "./match-results.ts";
import { journalFile, projectName } from "./test-file.ts";

/** As on Vitest. */
const neverStarted = "The run ended before the file was loaded.";
const neverFinished = "The run ended before the file was done.";

/** Collects what only Jest's parent process knows, and writes its part of the journal file by file. */
export class RunRecorder {
  readonly #run: RunHandle;
  readonly #journal: ReturnType<typeof createJournalWriter>;
  readonly #tail: JournalTail;
  readonly #attempts: Map<string, JestCaseResult[]> = new Map();
  readonly #projects: Map<string, string> = new Map();
  readonly #failedFiles: FailedFile[] = [];
  readonly #unhandledErrors: string[] = [];
  readonly #annotated: Set<string> = new Set();
  #onlyMode = false;
  readonly #ran: string[] = [];
  readonly #ended: Set<string> = new Set();

  constructor(run: RunHandle) {
    this.#run = run;
    this.#journal = createJournalWriter(run.directory, "p");
    this.#tail = new JournalTail(run.directory);
  }

  addCase(test: JestTest, result: JestCaseResult): void {
    // The context that Jest gives along with an attempt may be another project's; the path is right.
    const attempts = this.#attempts.get(test.path) ?? [];
    this.#attempts.set(test.path, attempts);
    attempts.push(result);
  }

  addFile(test: JestTest, result: JestFileResult): void {
    const { manifest } = this.#run;
    const file = journalFile(manifest.root, test.path);
    const project = projectName(test.context.config.globals);
    const cases = this.#tail.casesOf(project, file);
    const attempts = this.#attempts.get(test.path) ?? [];
    const { testResults: results } = result;
    this.#ended.add(idOf(test));
    this.#journal.appendAll(fileEvents(manifest, { project, file, attempts, results, cases }));
    if (result.testExecError === undefined) this.#ran.push(file);
    if (result.testExecError !== undefined) this.#failedFiles.push({ file, reason: reasonOf(result) });
    this.#onlyMode ||= manifest.filter.testNamePattern === undefined && hidesCases(results, cases);
    this.#checkProject(test, project, file, cases.length > 0);
    this.#noteAnnotated({ project, file }, results, cases);
  }

  /** Whether Jest's reporter for GitHub Actions annotates a test, if it runs. */
  isAnnotated({ project = "", file, test }: Partial<CaseKey>): boolean {
    return this.#annotated.has(JSON.stringify([project, file, test]));
  }

  /** The files that ran to their end, as the journal names them. */
  get filesThatRan(): readonly string[] {
    return this.#ran;
  }

  /** How many test files Jest told the end of. */
  get endedFiles(): number {
    return this.#ended.size;
  }

  /** Takes those of `planned` that Jest never told the end of for lost: their cases, or some of them, are not known. */
  addUnfinished(planned: readonly JestTest[]): void {
    for (const test of planned) {
      if (this.#ended.has(idOf(test))) continue;
      const file = journalFile(this.#run.manifest.root, test.path);
      const cases = this.#tail.casesOf(projectName(test.context.config.globals), file);
      this.#failedFiles.push({ file, reason: cases.length === 0 ? neverStarted : neverFinished });
    }
  }

  /** Closes this side of the journal. */
  finish({ wasInterrupted, runExecError, numFailedTests }: JestRunResult, bail: number): RunFacts {
    this.#journal.close();
    const errors =
      runExecError === undefined ? [] : [runExecError.message ?? "Jest failed to run the tests."];
    return {
      interrupted: wasInterrupted || (bail > 0 && numFailedTests >= bail),
      failedFiles: this.#failedFiles,
      unhandledErrors: [...this.#unhandledErrors, ...errors],
      onlyMode: this.#onlyMode,
    };
  }

  #noteAnnotated(
    { project, file }: Pick<CaseKey, "project" | "file">,
    results: readonly JestCaseResult[],
    cases: readonly JournaledCase[],
  ): void {
    const { wrapped } = matchResults(results, cases);
    for (const result of results) {
      if (!annotatedByJest(result, this.#run.manifest.root)) continue;
      const test = wrapped.get(result)?.test ?? result.fullName;
      this.#annotated.add(JSON.stringify([project, file, test]));
    }
  }

  /** Cases of one file that runs in two projects fall together unless the projects have names of ours. */
  #checkProject(test: JestTest, project: string, file: string, hasCases: boolean): void {
    const id = JSON.stringify([project, file]);
    const other = this.#projects.get(id);
    this.#projects.set(id, test.context.config.id);
    if (!hasCases || other === undefined || other === test.context.config.id) return;
    this.#unhandledErrors.push(
      `${file} ran in two projects, and its cases could not be told apart. Give each project a name: globals: { ASSAY_PROJECT: "..." }.`,
    );
  }
}

function idOf({ path, context }: JestTest): string {
  return JSON.stringify([context.config.id, path]);
}

/** Whether a `.only` keeps cases of the file from running: nothing else skips a case that was not declared as skipped. */
function hidesCases(results: readonly JestCaseResult[], cases: readonly JournaledCase[]): boolean {
  return [...matchResults(results, cases).wrapped].some(
    ([result, { started, declaration }]) =>
      result.status === "pending" &&
      !started &&
      declaration !== undefined &&
      declaration.excluded === undefined,
  );
}

function reasonOf({ testExecError, failureMessage }: JestFileResult): string {
  const text = stripVTControlCharacters(testExecError?.message ?? failureMessage ?? "");
  return (
    text
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.trim() ?? "The file did not run to its end."
  );
}
