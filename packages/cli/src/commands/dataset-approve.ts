import { relative } from "node:path";
import { approveGolden, type GoldenApproval } from "@assay/core";
import { encodeTerminal } from "@assay/core/report";
import type { CommandIo } from "../io.ts";
import { withJsonErrors } from "../print-json-error.ts";

export interface ApproveOptions {
  readonly reviewer: string;
  readonly partition?: string;
  readonly json?: boolean;
}

/** Records the golden cases of `paths` as approved by the reviewer, and prints which ones. */
export function approveDatasets(
  paths: readonly string[],
  options: ApproveOptions,
  io: CommandIo,
): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const { reviewer, partition, json } = options;
    const approvals = await approveGolden(paths, {
      reviewer,
      from: io.cwd,
      ...(partition !== undefined && { partition }),
    });
    const shown = approvals.map((approval) => ({
      ...approval,
      file: relative(io.cwd, approval.file),
      lockFile: relative(io.cwd, approval.lockFile),
    }));
    if (json === true) io.out(`${JSON.stringify({ ok: true, approvals: shown }, null, 2)}\n`);
    else io.out(encodeTerminal(shown.map(describe).join("")));
    return 0;
  });
}

function describe({ file, lockFile, added, changed, removed }: GoldenApproval): string {
  const changes = [...lines("added", added), ...lines("changed", changed), ...lines("removed", removed)];
  if (changes.length === 0) return `${file}: nothing to approve\n`;
  return `${file}: approved in ${lockFile}\n${changes.join("")}`;
}

function lines(what: string, ids: readonly string[]): string[] {
  return ids.map((id) => `  ${what} ${JSON.stringify(id)}\n`);
}
