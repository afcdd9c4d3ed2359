import type { Command } from "commander";
import type { CommandIo } from "../io.ts";
import { registerAddRegression } from "./dataset-add-regression.ts";
import { approveDatasets, type ApproveOptions } from "./dataset-approve.ts";
import { checkDatasets, type CheckOptions } from "./dataset-check.ts";
import { datasetStats, type StatsOptions } from "./dataset-stats.ts";

const paths = "files or globs of one dataset (.jsonl, .json, .csv)";
const partitionFlag = "--partition <name>";
const partitionHelp = "partition of rows that name none, where the eval file says so";

const datasetExamples = `
Examples:
  $ assay dataset check "evals/**/*.cases.jsonl"
  $ assay dataset approve evals/golden.cases.jsonl --reviewer support-lead
  $ assay dataset add-regression evals/regressions.jsonl --case refund-7
`;

const checkExamples = `
Exit code: 0 the dataset loads, 3 it does not.

Examples:
  $ assay dataset check evals/support.cases.jsonl
  $ assay dataset check "evals/**/*.cases.jsonl"        one dataset: ids are unique over all of its files
  $ assay dataset check evals/*.jsonl --json
`;

const statsExamples = `
Examples:
  $ assay dataset stats evals/support.cases.jsonl       cases by partition, tag and dimension
  $ assay dataset stats "evals/*.jsonl" --json
`;

const approveExamples = `
Golden cases load only in the state that one of their reviewers approved; the approval is recorded in
<dataset>.lock.json beside the dataset, which belongs under version control.
Exit code: 0 approved or nothing to approve, 3 refused.

Examples:
  $ assay dataset approve evals/support.cases.jsonl --reviewer support-lead
  $ assay dataset approve "evals/*.jsonl" --reviewer support-lead --json
`;

/** Adds `assay dataset check|stats|approve|add-regression` to `program`; `done` receives the exit code. */
export function registerDatasetCommands(
  program: Command,
  io: CommandIo,
  done: (exitCode: number) => void,
): void {
  const dataset = program
    .command("dataset")
    .description("check, count, approve and extend datasets")
    .addHelpText("after", datasetExamples);
  dataset
    .command("check")
    .description("load a dataset as a test run would, and list every problem")
    .argument("<paths...>", paths)
    .option(partitionFlag, partitionHelp)
    .option("--json", "print the result as JSON")
    .addHelpText("after", checkExamples)
    .action(async (given: string[], options: CheckOptions) => done(await checkDatasets(given, options, io)));
  dataset
    .command("stats")
    .description("count a dataset's cases by partition, tag and dimension")
    .argument("<paths...>", paths)
    .option(partitionFlag, partitionHelp)
    .option("--json", "print the counts as JSON")
    .addHelpText("after", statsExamples)
    .action(async (given: string[], options: StatsOptions) => done(await datasetStats(given, options, io)));
  dataset
    .command("approve")
    .description("record the golden cases of a dataset as reviewed")
    .argument("<paths...>", paths)
    .requiredOption("--reviewer <name>", "who approves: one of the reviewers of every added or changed case")
    .option(partitionFlag, partitionHelp)
    .option("--json", "print what was approved as JSON")
    .addHelpText("after", approveExamples)
    .action(async (given: string[], options: ApproveOptions) =>
      done(await approveDatasets(given, options, io)),
    );
  registerAddRegression(dataset, io, done);
}
