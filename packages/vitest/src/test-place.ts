import { relative, sep } from "node:path";
import { workerState } from "@assay/core/adapter";
import { TestRunner, type RunnerTask } from "vitest";

/** Where a test stands: the part of its journal key that does not depend on the test itself. */
export interface TestPlace {
  readonly project: string;
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** Names of the enclosing suites, outermost first. */
  readonly suites: readonly string[];
  /** A suite around it is skipped. */
  readonly skipped: boolean;
}

/** The place of code that runs while a test file is collected: inside of a `describe`, or at the top of the file. */
export function placeOfCollection(): TestPlace {
  const collector = TestRunner.getCurrentSuite();
  const suite = collector.suite;
  const file = suite?.file ?? collector.file;
  if (file === undefined) throw new Error("No test file is being collected.");
  const suites = suite === undefined ? [] : [...suitesAround(suite), suite];
  return {
    project: file.projectName ?? "",
    file: journalPath(file.filepath),
    path: file.filepath,
    suites: suites.map(({ name }) => name),
    skipped: suites.some(({ mode }) => mode === "skip" || mode === "todo"),
  };
}

/** The place of a collected test. */
export function placeOfTest(task: RunnerTask): TestPlace {
  const { file } = task;
  return {
    project: file.projectName ?? "",
    file: journalPath(file.filepath),
    path: file.filepath,
    suites: suitesAround(task).map(({ name }) => name),
    skipped: false,
  };
}

function suitesAround(task: RunnerTask): RunnerTask[] {
  const around: RunnerTask[] = [];
  for (let suite = task.suite; suite !== undefined && suite !== task.file; suite = suite.suite)
    around.unshift(suite);
  return around;
}

function journalPath(path: string): string {
  return relative(workerState().root, path).split(sep).join("/");
}
