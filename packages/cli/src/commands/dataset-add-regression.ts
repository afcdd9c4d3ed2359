import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { EvalCase, EvalCaseInput } from "@assay/core";
import { encodeTerminal } from "@assay/core/report";
import type { Command } from "commander";
import type { CommandIo } from "../io.ts";
import { loadProjectDataset } from "../load-project-dataset.ts";
import { outputDirectory } from "../output-directory.ts";
import { withJsonErrors } from "../print-json-error.ts";
import { caseContent } from "./add-regression/case-content.ts";
import { failedCase } from "./add-regression/failed-case.ts";
import { regressionRow } from "./add-regression/regression-row.ts";
import { withFileLock } from "./add-regression/with-file-lock.ts";

export interface AddRegressionOptions {
  readonly case: string;
  readonly run?: string;
  readonly id?: string;
  readonly rootCause?: string;
  readonly partition?: string;
  readonly json?: boolean;
}

/** Appends a failed case of a run to a dataset, in the partition `regression`, and prints where it stands. */
export function addRegression(path: string, options: AddRegressionOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const { findRun, summarizeRun } = await import("@assay/core/run");
    const directory = findRun(io.cwd, await outputDirectory(io.cwd), options.run);
    const summary = summarizeRun(directory);
    const failed = failedCase(summary, options.case);
    const content = await caseContent(directory, failed);
    const file = resolve(io.cwd, path);
    const row = await withFileLock(file, async () => {
      const cases = await casesOf(file, options, io);
      const made = regressionRow(failed, content, cases, {
        runId: summary.runId,
        now: new Date(),
        ...(options.id !== undefined && { id: options.id }),
        ...(options.rootCause !== undefined && { rootCause: options.rootCause }),
      });
      await save(file, [...cases, made], options.partition);
      return made;
    });
    const line = (await casesOf(file, options, io)).find(({ id }) => id === row.id)?.location?.line;
    print({ file: relative(io.cwd, file), ...(line !== undefined && { line }), row }, options, io);
    return 0;
  });
}

async function casesOf(
  file: string,
  options: AddRegressionOptions,
  io: CommandIo,
): Promise<readonly EvalCase[]> {
  // A dataset may begin with its first regression case; one that is there and broken is refused.
  if (!existsSync(file) || readFileSync(file).length === 0) return [];
  const { partition } = options;
  return (await loadProjectDataset([file], partition === undefined ? {} : { partition }, io)).cases;
}

async function save(
  file: string,
  rows: readonly (EvalCase | EvalCaseInput)[],
  partition: string | undefined,
): Promise<void> {
  const { saveDataset } = await import("@assay/core");
  await saveDataset(file, rows, partition === undefined ? {} : { partition });
}

interface Added {
  readonly file: string;
  readonly line?: number;
  readonly row: EvalCaseInput;
}

function print({ file, line, row }: Added, { json }: AddRegressionOptions, io: CommandIo): void {
  const place = line === undefined ? file : `${file}:${line}`;
  if (json === true) io.out(`${JSON.stringify({ ok: true, file, line, case: row }, null, 2)}\n`);
  else io.out(encodeTerminal(`${place}: added ${JSON.stringify(row.id)} to regression\n`));
}

const examples = `
The row gets the input and the expected value that the run saw, and says which run and test it comes from.
Correct "expected" and "rootCause" by hand where the run did not know better.
Exit code: 0 added, 2 the run holds no such failed case, 3 refused: the dataset is broken or has the case already.

Examples:
  $ assay dataset add-regression evals/regressions.jsonl --case refund-7
  $ assay dataset add-regression evals/regressions.jsonl --run 20261121T0246 --case refund-7 --root-cause "policy of 2024"
  $ assay dataset add-regression evals/regressions.jsonl --case "evals/a.eval.test.ts > refunds > refund-7" --json
`;

/** Adds `assay dataset add-regression` to the command `dataset`; `done` receives the exit code. */
export function registerAddRegression(
  dataset: Command,
  io: CommandIo,
  done: (exitCode: number) => void,
): void {
  dataset
    .command("add-regression")
    .description("append a failed case of a run to a dataset, as a regression case")
    .argument("<dataset>", "the file to append to (.jsonl, .json, .csv); made where there is none")
    .requiredOption("--case <id>", 'id of the failed case, or "<file> > <test>" where several have the id')
    .option("--run <run>", "id, beginning of an id, or directory of a run (default: the latest)")
    .option("--id <id>", "id of the new row (default: that of the case)")
    .option(
      "--root-cause <text>",
      "what went wrong (default: the first line of the reason that the run gives)",
    )
    .option("--partition <name>", "partition of rows that name none, where the eval file says so")
    .option("--json", "print the new row as JSON")
    .addHelpText("after", examples)
    .action(async (path: string, options: AddRegressionOptions) =>
      done(await addRegression(path, options, io)),
    );
}
