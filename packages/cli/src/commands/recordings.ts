import { InvalidArgumentError, type Command } from "commander";
import type { CommandIo } from "../io.ts";
import {
  checkRecordings,
  listAll,
  recordingStats,
  type RecordingsOptions,
} from "./recordings/read-recordings.ts";
import { prune, type PruneOptions } from "./recordings/prune.ts";

const units: { readonly [unit: string]: number } = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `30d`, `12h`, or a date: the moment that is meant, in milliseconds since the epoch. */
function moment(text: string): number {
  const [, number = "", unit = ""] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  if (unit !== "") return Date.now() - Number(number) * (units[unit] ?? 0);
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidArgumentError("Expected an age such as 30d or 12h, or a date such as 2026-05-01.");
}

const about = `
Recordings are stored replies of models; the setting "recordings" of assay.config.ts says whether they are replayed.
`;

const listExamples = `
Examples:
  $ assay recordings list
  $ assay recordings list --model gpt-5-mini --json
`;

const statsExamples = `
Examples:
  $ assay recordings stats                   how many of which model, how old, how large
  $ assay recordings stats --folder evals/recordings --json
`;

const checkExamples = `
Reads every file as a run would: its digest, its name and its shape.
Exit code: 0 all can be replayed, 3 some cannot.

Examples:
  $ assay recordings check
  $ assay recordings check --json
`;

const pruneExamples = `
Runs never remove recordings, since a run of a part of the tests does not know what the others need. A recording is used when
it is written or replayed on this machine: after a whole run, what was not used since its start is needed no more. After a fresh
checkout all of them count as used.
Exit code: 0 done, 3 a mistake in the options or a folder that cannot be written.

Examples:
  $ assay recordings prune --unused-since 2h --dry-run       what a whole run of the last two hours did not need
  $ assay recordings prune --older-than 90d
`;

/** Adds `assay recordings list|stats|check|prune` to `program`; `done` receives the exit code. */
export function registerRecordingsCommands(
  program: Command,
  io: CommandIo,
  done: (exitCode: number) => void,
): void {
  const recordings = program
    .command("recordings")
    .description("list, check and prune stored replies of models")
    .addHelpText(
      "after",
      `${about}\nExamples:\n  $ assay recordings stats\n  $ assay recordings check\n  $ assay recordings prune --older-than 90d\n`,
    );
  const add = (name: string, description: string, examples: string): Command =>
    recordings
      .command(name)
      .description(description)
      .option("--folder <directory>", "where they are (default: that of the configuration)")
      .option("--root <directory>", "the directory of the project (default: the working directory)")
      .option("--json", "print the result as JSON")
      .addHelpText("after", examples);
  const model = ["--model <name>", "only those of this model"] as const;
  add("list", "one line per recording", listExamples)
    .option(...model)
    .action(async (options: RecordingsOptions) => done(await listAll(options, io)));
  add("stats", "count them by model, with their age and size", statsExamples)
    .option(...model)
    .action(async (options: RecordingsOptions) => done(await recordingStats(options, io)));
  add("check", "read all of them, and name those that cannot be replayed", checkExamples).action(
    async (options: RecordingsOptions) => done(await checkRecordings(options, io)),
  );
  add("prune", "remove recordings by age or by use", pruneExamples)
    .option("--unused-since <when>", "those not used since: 30d, 12h, or a date", moment)
    .option("--older-than <when>", "those recorded before: 90d, or a date", moment)
    .option("--dry-run", "remove nothing, say what would be")
    .action(async (options: PruneOptions) => done(await prune(options, io)));
}
