import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import type { CommandIo } from "../io.ts";
import { countOf } from "../load-project-dataset.ts";
import { withJsonErrors } from "../print-json-error.ts";

export interface MergeOptions {
  /** Where to write the merged run; default: under a new id, beside the other runs. */
  readonly out?: string;
  /** A baseline file: its cases of files that no given shard ran are declared as not run. */
  readonly baseline?: string;
  /** Print the summary as JSON. */
  readonly json?: boolean;
  /** The directory that holds the configuration and the output directory; default: the working directory. */
  readonly root?: string;
}

/** Joins runs into one, prints its summary and returns 0 pass, 1 quality failure or 2 inconclusive or incomplete. */
export function merge(directories: readonly string[], options: MergeOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const { defaultBaseline, exitCodeOf, findRun, loadConfig, mergeRuns } = await import("@assay/core/run");
    const { encodeTerminal, renderTerminal } = await import("@assay/core/report");
    const root = resolve(io.cwd, options.root ?? ".");
    const { settings } = await loadConfig(root);
    const baseline = baselineFile(
      options.baseline,
      io,
      resolve(root, settings.gate?.baseline ?? defaultBaseline),
    );
    const { directory, summary } = mergeRuns(
      directories.map((path) => resolve(io.cwd, path)),
      {
        root,
        outputDir: settings.outputDir,
        ...(baseline !== undefined && { baseline }),
        ...(options.out !== undefined && { out: resolve(io.cwd, options.out) }),
      },
    );
    const file = join(directory, "summary.json");
    if (options.json === true) io.out(`${JSON.stringify(summary, null, 2)}\n`);
    else {
      io.out(
        renderTerminal(summary, {
          color: io.color,
          width: io.width,
          misses: 30,
          ...(existsSync(file) && { summaryFile: relative(io.cwd, file) }),
        }),
      );
      io.out(
        encodeTerminal(
          `\nMerged ${countOf(summary.mergedFrom?.length ?? 0, "run")} into ${relative(io.cwd, directory)}\n`,
        ),
      );
      if (!isLatest(() => findRun(root, settings.outputDir), directory)) {
        io.out(
          encodeTerminal(`It is not the latest run here; name it: assay gate ${relative(root, directory)}\n`),
        );
      }
    }
    return exitCodeOf(summary, { allowPartial: false });
  });
}

/** The one that was asked for has to be there; the configured one is of use where it is. */
function baselineFile(asked: string | undefined, { cwd }: CommandIo, configured: string): string | undefined {
  if (asked !== undefined) return resolve(cwd, asked);
  return existsSync(configured) ? configured : undefined;
}

/** A run's id begins with the time of its last start, so that a run which started later comes after a merged one. */
function isLatest(latest: () => string, directory: string): boolean {
  try {
    return resolve(latest()) === resolve(directory);
  } catch {
    return false;
  }
}

const examples = `
DIR is the directory of a run, or one with runs below it, as CI downloads them. assay gate, compare, report and
baseline write take the merged run as any other; it is the latest one unless another started after its shards.
A run that is given twice counts once. A shard that is missing keeps the gate inconclusive; cases of its files that the
baseline knows count as not run. Runs with other settings, datasets or splits, and the same case in two of them, are refused.
Exit code: 0 pass, 1 quality failure, 2 inconclusive or incomplete, 3 refused or bad configuration.

Examples:
  $ assay merge artifacts                          every run below the directory
  $ assay merge shard-1 shard-2 shard-3
  $ assay merge artifacts --out merged && assay gate merged
`;

/** Adds `assay merge` to `program`; `done` receives the exit code. */
export function registerMerge(program: Command, io: CommandIo, done: (exitCode: number) => void): void {
  program
    .command("merge")
    .description("join the runs of CI shards into one run, and judge it")
    .argument("<dirs...>", "directories of runs, or directories with runs below them")
    .option("--out <directory>", "where to write the merged run (default: beside the other runs)")
    .option(
      "--baseline <file>",
      "whose cases a missing shard should have run (default: the configured baseline)",
    )
    .option("--json", "print the summary as JSON")
    .option("--root <directory>", "the directory of the project (default: the working directory)")
    .addHelpText("after", examples)
    .action(async (directories: string[], options: MergeOptions) =>
      done(await merge(directories, options, io)),
    );
}
