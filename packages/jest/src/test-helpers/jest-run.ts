import { exitCodeOf, summarizeRun, type Summary, type SummaryCase } from "@assay/core/run";
import {
  runProject,
  type FinishedProject,
  type RunProjectOptions,
} from "../../../../fixtures/run-project.ts";

/** A finished Jest with the summary of its newest run, computed from the journal on disk. */
export interface JestRun extends FinishedProject {
  readonly result: Summary;
  /** What `assay gate` exits with. */
  readonly gateCode: 0 | 1 | 2 | 3;
}

export async function runJest(options: RunProjectOptions): Promise<JestRun> {
  return judge(await runProject(options));
}

/** The newest run of a finished Jest. @throws Error when there is none, or when its counts do not add up. */
export function judge(finished: FinishedProject): JestRun {
  const run = finished.runs.at(-1);
  if (run === undefined) throw new Error(`Jest left no run behind:\n${finished.stdout}\n${finished.stderr}`);
  const result = summarizeRun(run);
  const counts = Object.values(result.partitions);
  const counted = counts.map(
    ({ pass, fail, inconclusive, error, notRun }) => pass + fail + inconclusive + error + notRun,
  );
  const declared = counts.reduce((sum, partition) => sum + partition.declared, 0);
  if (
    counts.some((partition, index) => partition.declared !== counted[index]) ||
    declared !== result.cases.length
  ) {
    throw new Error(`The cases do not add up: ${JSON.stringify(result.partitions)}`);
  }
  return { ...finished, result, gateCode: exitCodeOf(result, { allowPartial: false }) };
}

/** `test` -> `status (cause)`, of all cases or of those that `include` picks. */
export function statuses(
  { result }: Pick<JestRun, "result">,
  include: (one: SummaryCase) => boolean = () => true,
): Record<string, string> {
  return Object.fromEntries(
    result.cases
      .filter(include)
      .map(({ test, status, cause }) => [test, cause === undefined ? status : `${status} (${cause})`]),
  );
}

/** Codes of the gate's reasons that speak against a pass. */
export function reasonCodes({ result }: Pick<JestRun, "result">): readonly string[] {
  return [...new Set(result.gate.reasons.filter(({ effect }) => effect !== "note").map(({ code }) => code))];
}

/** Jest's output without what differs from run to run: places, times, versions, and the frames of its own stack. */
export function normalized(text: string, directory: string): string {
  return text
    .replaceAll(directory, "<root>")
    .replace(/^Time: .*\n/gm, "")
    .replace(/ \([\d.]+ m?s\)/g, "")
    .replace(/ +p50 +p95$/gm, "")
    .replace(/( +[\d.]+ m?s){2}$/gm, "")
    .replace(/^ +at (?!.*<root>|.*\(?[\w-]+\.eval\.test\.js:).*\n/gm, "")
    .replace(/run \d{8}T\d{9}Z-[0-9a-f]{6}/g, "run <id>")
    .replace(/jest \d+\.\d+\.\d+/g, "jest <version>")
    .replace(/[ \t]+$/gm, "")
    .trim();
}
