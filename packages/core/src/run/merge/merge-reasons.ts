import { showName } from "../../errors/show-value.ts";
import type { GateReason } from "../summary.ts";
import type { MergedRun } from "./merged-run.ts";

/** What is `missing`, and what the runs that a merged run was made of leave open. */
export function mergeReasons(
  missing: readonly string[] = [],
  files: readonly string[] = [],
  runs: readonly MergedRun[] = [],
): readonly GateReason[] {
  const open = (code: GateReason["code"], message: string): GateReason => ({
    code,
    effect: "inconclusive",
    message,
  });
  return [
    ...missing.map((part) => open("shard", `${part} ${part.startsWith("shares ") ? "are" : "is"} missing`)),
    ...(files.length === 0 ? [] : [open("shard", `no given shard ran ${listFiles(files)}`)]),
    ...runs.filter(({ sealed }) => !sealed).map((run) => open("not-sealed", `${nameOf(run)} is not sealed`)),
    ...runs
      .filter(({ changed }) => changed)
      .map((run) => open("journal-changed", `the journal of ${nameOf(run)} is not the one that was sealed`)),
  ];
}

const filesShown = 10;

function listFiles(files: readonly string[]): string {
  const rest = files.length - filesShown;
  return `${files.slice(0, filesShown).map(showName).join(", ")}${rest > 0 ? ` and ${rest} more files` : ""}`;
}

function nameOf({ runId, shard }: MergedRun): string {
  const part = shard === undefined ? "" : ` (shard ${shard.index} of ${shard.count})`;
  return `run ${showName(runId)}${part}`;
}
