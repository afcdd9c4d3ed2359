import { relative, resolve } from "node:path";
import { encodeTerminal } from "@assay/core/report";
import type { Command } from "commander";
import type { CommandIo } from "../io.ts";
import { countOf } from "../load-project-dataset.ts";
import { withJsonErrors } from "../print-json-error.ts";

export interface BaselineWriteOptions {
  /** The file to write; default: the configured baseline, assay.baseline.json. */
  readonly out?: string;
  /** Take a run that is not whole all the same. */
  readonly force?: boolean;
  /** Print what was written as JSON. */
  readonly json?: boolean;
  /** The directory that holds the configuration and the output directory; default: the working directory. */
  readonly root?: string;
}

/** Writes a run as a baseline and returns 0, or throws the error that says why not. */
export function writeRunBaseline(
  run: string | undefined,
  options: BaselineWriteOptions,
  io: CommandIo,
): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const { findRun, loadConfig, writeBaseline } = await import("@assay/core/run");
    const root = resolve(io.cwd, options.root ?? ".");
    const { settings } = await loadConfig(root);
    const out = options.out === undefined ? undefined : resolve(io.cwd, options.out);
    const file = out ?? resolve(root, settings.gate?.baseline ?? "assay.baseline.json");
    const directory = findRun(root, settings.outputDir, run);
    const { runId, cases, forced = [] } = writeBaseline(directory, file, { force: options.force ?? false });
    const shown = relative(io.cwd, file);
    if (options.json === true) {
      io.out(`${JSON.stringify({ ok: true, file: shown, runId, cases: cases.length, forced }, null, 2)}\n`);
      return 0;
    }
    for (const problem of forced) io.err(encodeTerminal(`Warning: ${problem}.\n`));
    io.out(encodeTerminal(`${shown}: ${countOf(cases.length, "case")} of run ${runId}\n`));
    return 0;
  });
}

const examples = `
The baseline belongs under version control: one line per case, and the same run always gives the same bytes.
A run that is not sealed, was narrowed or interrupted, or lacks verdicts is refused; --force takes it and records why.
Exit code: 0 written, 2 no such run, 3 refused or bad configuration.

Examples:
  $ assay baseline write                           the latest run, as assay.baseline.json
  $ assay baseline write 20261121T0246             another run; the beginning of its id is enough
  $ assay baseline write --out main.baseline.json
`;

/** Adds `assay baseline write` to `program`; `done` receives the exit code. */
export function registerBaseline(program: Command, io: CommandIo, done: (exitCode: number) => void): void {
  program
    .command("baseline")
    .description("keep a run for later runs to be compared with")
    .addHelpText(
      "after",
      "\nExamples:\n  $ assay baseline write\n  $ assay baseline write --out main.baseline.json\n",
    )
    .command("write")
    .description("write a run as the baseline")
    .argument("[run]", "id, beginning of an id, or directory of a run (default: the latest)")
    .option("--out <file>", "the file to write (default: the configured baseline, assay.baseline.json)")
    .option("--force", "take a run that is not whole; the baseline then says so")
    .option("--json", "print what was written as JSON")
    .option("--root <directory>", "the directory of the project (default: the working directory)")
    .addHelpText("after", examples)
    .action(async (run: string | undefined, options: BaselineWriteOptions) =>
      done(await writeRunBaseline(run, options, io)),
    );
}
