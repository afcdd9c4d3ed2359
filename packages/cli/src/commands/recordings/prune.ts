import { relative } from "node:path";
import { EvalError } from "@assay/core";
import { encodeTerminal } from "@assay/core/report";
import type { CommandIo } from "../../io.ts";
import { countOf } from "../../load-project-dataset.ts";
import { withJsonErrors } from "../../print-json-error.ts";
import { recordingsFolder, type RecordingsOptions } from "./read-recordings.ts";

export interface PruneOptions extends RecordingsOptions {
  /** Milliseconds since the epoch. */
  readonly unusedSince?: number;
  /** Milliseconds since the epoch. */
  readonly olderThan?: number;
  readonly dryRun?: boolean;
}

/** Removes recordings by age or by use, prints which, and returns 0. */
export function prune(options: PruneOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const { unusedSince, olderThan: recordedBefore, dryRun = false } = options;
    if (unusedSince === undefined && recordedBefore === undefined) throw nothingAsked();
    const { pruneRecordings } = await import("@assay/core/run");
    const { removed, kept } = pruneRecordings(await recordingsFolder(options, io), {
      ...(unusedSince !== undefined && { unusedSince }),
      ...(recordedBefore !== undefined && { recordedBefore }),
      now: Date.now(),
      dryRun,
    });
    const files = removed.map(({ file }) => relative(io.cwd, file));
    if (options.json === true) {
      io.out(`${JSON.stringify({ removed: files, kept, dryRun }, null, 2)}\n`);
      return 0;
    }
    const verb = dryRun ? "would be removed" : "removed";
    io.out(
      encodeTerminal(
        `${files.map((file) => `${file}\n`).join("")}${countOf(files.length, "recording")} ${verb}, ${kept} kept\n`,
      ),
    );
    return 0;
  });
}

function nothingAsked(): EvalError {
  return new EvalError(
    "Failed to prune recordings: nothing says which. Give --unused-since or --older-than, such as --older-than 90d.",
    { code: "CONFIG_INVALID" },
  );
}
