import { relative } from "node:path";
import { partitionCounts } from "@assay/core";
import { encodeTerminal } from "@assay/core/report";
import type { CommandIo } from "../io.ts";
import { countOf, loadProjectDataset, type ProjectDatasetOptions } from "../load-project-dataset.ts";
import { withJsonErrors } from "../print-json-error.ts";

export interface CheckOptions extends ProjectDatasetOptions {
  readonly json?: boolean;
}

/** Loads the dataset as a test run would; returns 0, or throws the one error that lists every problem. */
export function checkDatasets(
  paths: readonly string[],
  options: CheckOptions,
  io: CommandIo,
): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const { cases, files, warnings } = await loadProjectDataset(paths, options, io);
    const partitions = [...partitionCounts(cases)].filter(([, count]) => count > 0);
    if (options.json === true) {
      const names = files.map((file) => relative(io.cwd, file));
      const result = {
        ok: true,
        files: names,
        cases: cases.length,
        partitions: Object.fromEntries(partitions),
        warnings,
      };
      io.out(`${JSON.stringify(result, null, 2)}\n`);
      return 0;
    }
    const counts = partitions.map(([name, count]) => `${name} ${count}`).join(", ");
    for (const warning of warnings) io.err(encodeTerminal(`Warning: ${warning}.\n`));
    io.out(
      encodeTerminal(`${countOf(cases.length, "case")} in ${countOf(files.length, "file")}: ${counts}\n`),
    );
    return 0;
  });
}
