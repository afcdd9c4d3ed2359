import { noteSuiteFiles, type RunHandle } from "@assay/core/run";
import { jestCore, type JestCore } from "./jest-core.ts";
import type { JestContext } from "./jest-results.ts";
import { journalFile } from "./test-file.ts";

/**
 * A shard notes which files there are and which of them ran to their end: where another one is missing, a merge then names its
 * files. Jest tells a reporter of its own files only, and finds all of them with what a context has.
 */
export function noteFiles(
  { directory, manifest }: RunHandle,
  contexts: Iterable<JestContext>,
  ran: readonly string[],
): void {
  const { paths, changedOnly } = manifest.filter;
  noteSuiteFiles(directory, { runner: "jest", ran });
  if (paths !== undefined || changedOnly === true) return;
  const core = jestCore(manifest.root);
  if (core === undefined) return;
  const all = [...contexts].flatMap((context) => testFiles(core, context));
  if (all.length > 0)
    noteSuiteFiles(directory, { runner: "jest", all: all.map((path) => journalFile(manifest.root, path)) });
}

/** Nothing, where this Jest does not look as we know it: the merge then names no files. */
function testFiles({ SearchSource }: JestCore, context: JestContext): string[] {
  const files = context.hasteFS?.getAllFiles();
  if (files === undefined) return [];
  const source = new SearchSource(context);
  return files.filter((path) => source.isTestFilePath(path));
}
