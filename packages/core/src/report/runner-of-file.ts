import type { RunnerInfo } from "../run/runner-info.ts";
import type { Summary } from "../run/summary.ts";

/** The runner of each test file: in a merged run there may be several. */
export function runnerOfFile({
  runner,
  runners = [],
}: Pick<Summary, "runner" | "runners">): (file: string) => RunnerInfo {
  const known = new Map(runners.flatMap((one) => one.files.map((file) => [file, one] as const)));
  return (file) => known.get(file) ?? runner;
}
