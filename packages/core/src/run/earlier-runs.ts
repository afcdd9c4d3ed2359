import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isPart } from "./must-fail.ts";
import { listRunIds } from "./prune-runs.ts";
import { summarizeRun } from "./summarize-run.ts";
import type { Summary } from "./summary.ts";

/**
 * The summaries of up to `count` runs before the one in `directory`, oldest first: sealed ones that a filter or a shard left
 * nothing out of, because others say nothing about the suite as a whole. A run that cannot be read is passed over.
 *
 * @example
 * ```ts
 * const rates = earlierRuns(directory, 10).map(({ partitions }) => partitions["golden"]?.passRate);
 * ```
 */
export function earlierRuns(directory: string, count: number): Summary[] {
  const runs = dirname(directory);
  const own = basename(directory);
  const found: Summary[] = [];
  for (const id of listRunIds(runs).toReversed()) {
    if (found.length >= count) break;
    if (id >= own) continue;
    const summary = readSummary(join(runs, id));
    if (summary !== undefined && summary.sealed && !isPart(summary)) found.push(summary);
  }
  return found.toReversed();
}

/** What the run wrote when it was sealed, which its journal gives again where the file is of another version or gone. */
function readSummary(directory: string): Summary | undefined {
  try {
    const summary = JSON.parse(readFileSync(join(directory, "summary.json"), "utf8")) as Summary;
    if (summary.schema === "assay.summary/1") return summary;
  } catch {
    // The journal has it all.
  }
  try {
    return summarizeRun(directory);
  } catch {
    return undefined;
  }
}
