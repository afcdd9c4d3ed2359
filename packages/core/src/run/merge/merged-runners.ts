import { mergeRunnerInfo, type RunnerOfFiles } from "../runner-info.ts";
import { keyOfJournal } from "./merged-lines.ts";
import type { MergedRun } from "./merged-run.ts";

/** Which runner ran which test files, where runs of several were merged; empty where there is one. */
export function mergedRunners(
  runs: readonly MergedRun[],
  filesOf: ReadonlyMap<string, ReadonlySet<string>>,
): readonly RunnerOfFiles[] {
  const names = [...new Set(runs.map(({ runner }) => runner.name))].sort();
  if (names.length < 2) return [];
  return names.map((name) => {
    const own = runs.filter(({ runner }) => runner.name === name);
    const keys = new Set(own.map(({ key }) => key));
    const files = [...filesOf].flatMap(([journal, seen]) =>
      keys.has(keyOfJournal(journal)) ? [...seen] : [],
    );
    return { ...mergeRunnerInfo(own.map(({ runner }) => runner)), files: [...new Set(files)].sort() };
  });
}
