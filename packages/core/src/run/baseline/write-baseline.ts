import { EvalError } from "../../errors/eval-error.ts";
import { showName } from "../../errors/show-value.ts";
import { writeFileAtomic } from "../../platform/write-file-atomic.ts";
import { readDatasetPins } from "../dataset-pins.ts";
import { summarizeRun } from "../summarize-run.ts";
import { baselineOf } from "./baseline-of.ts";
import type { Baseline } from "./baseline.ts";
import { encodeBaseline } from "./encode-baseline.ts";
import { runProblems } from "./run-problems.ts";

export interface WriteBaselineOptions {
  /** Take a run that is not whole all the same; the baseline then says what is wrong with it. Default: no. */
  readonly force?: boolean;
}

/**
 * Writes the run in `directory` as a baseline to `file`, in one step: a reader sees the old one or the new one.
 *
 * @throws EvalError `BASELINE_REFUSED` for a run that is not sealed, was narrowed or interrupted, or has no verdict on
 *   enough cases.
 * @throws EvalError `BASELINE_UNWRITABLE`.
 * @example
 * ```ts
 * writeBaseline(findRun(process.cwd(), ".assay"), "assay.baseline.json", { force: true });
 * ```
 */
export function writeBaseline(directory: string, file: string, options: WriteBaselineOptions = {}): Baseline {
  const summary = summarizeRun(directory);
  const problems = summary.cases.length === 0 ? ["it has no case"] : runProblems(summary);
  if (problems.length > 0 && (options.force !== true || summary.cases.length === 0)) {
    throw new EvalError(
      `Failed to write baseline "${showName(file)}" from run ${showName(summary.runId)}: ${problems.join("; ")}. Run the whole suite to its end, or use --force to keep a baseline that says so.`,
      { code: "BASELINE_REFUSED" },
    );
  }
  const whole = baselineOf(summary, readDatasetPins(directory));
  const baseline = problems.length === 0 ? whole : { ...whole, forced: problems };
  try {
    writeFileAtomic(file, encodeBaseline(baseline));
  } catch (cause) {
    throw new EvalError(
      `Failed to write baseline "${showName(file)}": ${(cause as Error).message}. Make its directory and free disk space.`,
      { code: "BASELINE_UNWRITABLE", cause },
    );
  }
  return baseline;
}
